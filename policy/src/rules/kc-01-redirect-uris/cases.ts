import type { Example } from "../example";

export const good: readonly Example[] = [
  { props: { validRedirectUris: ["https://grafana.example.com/login/generic_oauth"] } },
  {
    props: {
      validRedirectUris: ["https://a.example.com/cb"],
      webOrigins: ["+", "https://a.example.com"],
    },
  },
  { tier: "sandbox", props: { validRedirectUris: ["http://localhost:8000/cb"] } },
  {
    name: "kubelogin",
    settings: { loopback: ["kubelogin"] },
    props: { validRedirectUris: ["http://localhost:8000"] },
  },
  { props: { validPostLogoutRedirectUris: ["+"] } },
  { props: {} },
];

export const bad: readonly Example[] = [
  { props: { validRedirectUris: ["*"] } },
  { props: { validRedirectUris: ["https://a.example.com/*"] } },
  { props: { validRedirectUris: ["http://a.example.com/cb"] } },
  { props: { validRedirectUris: ["http://localhost:8000/cb"] } },
  { props: { validRedirectUris: ["https://a.example.com/cb"], webOrigins: ["*"] } },
  { props: { validPostLogoutRedirectUris: ["https://*.example.com"] } },
  { props: { validRedirectUris: ["+"] } },
  { props: { validRedirectUris: ["/relative"] } },
  { tier: "sandbox", props: { validRedirectUris: ["http://localhost.evil.example/cb"] } },
  { props: { validRedirectUris: ["https://user@a.example.com/cb"] } },
];
