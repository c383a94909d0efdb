import type { StackExample } from "../example";

type Made = StackExample[number];

const domain = "dev.example.com";
const hosts = [`*.${domain}`];
const tls = { mode: "SIMPLE", credentialName: "web-tls" };
const https = { port: { number: 443, protocol: "HTTPS" }, hosts, tls };
const redirect = { port: { number: 80, protocol: "HTTP" }, hosts, tls: { httpsRedirect: true } };
const metadata = { name: "web", namespace: "ingress" };

const gateway = (...servers: object[]): Made => ({
  type: "kubernetes:networking.istio.io/v1:Gateway",
  name: "gateway",
  props: { metadata, spec: { servers } },
});
const serving = (change: object, host: unknown = hosts) =>
  gateway({ ...https, hosts: host, tls: { ...tls, ...change } });
const certificate = (dnsNames: unknown, change: object = {}, namespace = "ingress"): Made => ({
  type: "kubernetes:cert-manager.io/v1:Certificate",
  name: "certificate",
  props: {
    metadata: { name: "web", namespace },
    spec: { secretName: "web-tls", dnsNames, ...change },
  },
});
const dns = (values: unknown, chart = "external-dns"): Made => ({
  type: "kubernetes:helm.sh/v3:Release",
  name: "dns",
  props: { chart, values },
});
const keeper = dns({ domainFilters: [domain], sources: ["istio-gateway"] });
const web = certificate([domain, `*.${domain}`]);
const inCluster = (made: Made, cluster: string): Made => ({
  ...made,
  provider: { name: cluster, props: { clusterIdentifier: cluster } },
});

export const gatewayGood: readonly StackExample[] = [
  [serving({}, "shop/a.example.com"), certificate("a.example.com")],
  [gateway(https, redirect), web],
  [gateway(https, redirect), web, keeper],
  [serving({}, ["a.dev.example.com", "shop/b.dev.example.com"]), web],
  [serving({}, domain), certificate(domain)],
  [serving({ mode: "MUTUAL" }), web],
  [serving({ mode: "OPTIONAL_MUTUAL" }), web],
  [serving({ mode: "ISTIO_MUTUAL", credentialName: undefined })],
  [serving({ credentialName: undefined, credentialNames: ["other", "web-tls"] }), web],
  [gateway({ ...https, port: { number: 443, protocol: "tls" } }), web],
  [serving({}, "a.example.com"), certificate([], { commonName: "a.example.com" })],
  [gateway(redirect)],
  [{ ...gateway(https), type: "kubernetes:networking.istio.io/v1beta1:Gateway" }, web],
  [gateway(https), web, dns({ sources: ["service", "istio-gateway"] }, "bitnami/external-dns")],
  [gateway(https), web, dns({}, "loki")],
  [gateway(https), web, keeper, { ...dns({ sources: [] }), name: "other" }],
  [serving({}, domain), certificate([domain]), keeper],
  [
    inCluster(gateway(https), "dev"),
    inCluster(web, "dev"),
    inCluster(dns({ sources: ["service"] }), "prod"),
  ],
];

export const gatewayBad: readonly StackExample[] = [
  [{ ...gateway(https), type: "kubernetes:networking.istio.io/v1beta1:Gateway" }],
  [gateway({ ...https, port: { number: 443, protocol: "TLSX" } }), web],
  [gateway(https), web, dns({ sources: [] }, "bitnami/external-dns")],
  [
    gateway(https),
    web,
    dns({ sources: ["service"] }),
    { ...dns({ sources: ["istio-gateway"] }, "other"), name: "other" },
  ],
  [gateway(https)],
  [gateway(https, redirect), certificate([domain])],
  [gateway(https), certificate([`a.${domain}`])],
  [serving({}, ["a.b.dev.example.com"]), web],
  [serving({}, ["a.dev.example.com", "other.example.com"]), web],
  [serving({}, ""), certificate([""])],
  [gateway(https), certificate([`*.${domain}`], { secretName: "other" })],
  [gateway(https), certificate([`*.${domain}`], {}, "other")],
  [serving({ credentialName: undefined }), certificate([`*.${domain}`], { secretName: "" })],
  [serving({ mode: "PASSTHROUGH" }), web],
  [serving({ mode: undefined }), web],
  [gateway({ ...https, tls: undefined }), web],
  [gateway({ ...redirect, tls: { httpsRedirect: false } })],
  [gateway({ ...https, port: { number: 443, protocol: "TCP" } }), web],
  [gateway({ ...https, port: { number: 443, protocol: "XTLS" } }), web],
  [gateway({ ...https, port: { number: 443, protocol: "TLSX" }, tls: {} }), web],
  [{ ...gateway(https), type: "kubernetes:networking.istio.io/v1alpha3:Gateway" }],
  [gateway(https), web, dns({ domainFilters: [domain], sources: ["service"] })],
  [gateway(https), web, dns({ domainFilters: ["example.org"], sources: ["istio-gateway"] })],
  [gateway(https), web, dns({ domainFilters: ["v.example.com"], sources: ["istio-gateway"] })],
  [gateway(https), web, dns(undefined)],
  [inCluster(gateway(https), "dev"), inCluster(web, "prod")],
];
