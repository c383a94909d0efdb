import type { Example } from "../example";
import { gateways, group, route, routes } from "./rule";

const hosts = ["*.dev.example.com"];
const tls = { mode: "SIMPLE", credentialName: "tls", minProtocolVersion: "TLSV1_2" };
const https = { port: { number: 443, name: "https", protocol: "HTTPS" }, hosts, tls };
const redirect = {
  port: { number: 80, name: "http", protocol: "HTTP" },
  hosts,
  tls: { httpsRedirect: true },
};
const servers = (...all: object[]) => ({ props: { spec: { servers: all } } });
const secured = (change: object) => servers({ ...https, tls: { ...tls, ...change } });
const serving = (host: unknown) => ({ type: route, props: { spec: { hosts: [host] } } });
const speaking = (protocol: string) => servers({ ...https, port: { number: 1, protocol } });

export const good: readonly Example[] = [
  servers(https, redirect),
  servers(),
  secured({ mode: "MUTUAL", minProtocolVersion: "TLSV1_3" }),
  secured({ mode: "ISTIO_MUTUAL", minProtocolVersion: undefined }),
  secured({ minProtocolVersion: "TLS_AUTO", maxProtocolVersion: "TLSV1_3" }),
  secured({ maxProtocolVersion: "TLSV1_2" }),
  speaking("TLS"),
  speaking("https"),
  servers({ ...redirect, tls: { httpsRedirect: true, minProtocolVersion: "TLSV1_0" } }),
  servers({ ...https, hosts: ["shop/a.example.com", "./b.example.com", "shop/*.example.com"] }),
  serving("a.dev.example.com"),
  serving("*.dev.example.com"),
  serving("reviews"),
  { type: route, props: { spec: { gateways: ["mesh"] } } },
  { ...servers(https, redirect), type: `${group}/v1beta1:Gateway` },
  { ...servers(redirect), tier: "sandbox" },
];

export const bad: readonly Example[] = [
  servers({ ...https, hosts: ["*"] }),
  servers({ ...https, hosts: ["a.example.com", "*/*"] }),
  servers({ ...https, hosts: "shop/*" }),
  servers({ ...redirect, hosts: ["*"] }),
  servers({ ...https, hosts: ["*.com"] }),
  secured({ mode: undefined }),
  secured({ mode: "PASSTHROUGH" }),
  secured({ mode: "AUTO_PASSTHROUGH" }),
  servers({ ...https, tls: undefined }),
  servers({ ...https, port: { number: 8443, protocol: "TLS" }, tls: { httpsRedirect: true } }),
  secured({ minProtocolVersion: "TLSV1_0" }),
  secured({ minProtocolVersion: "TLSV1_1" }),
  secured({ maxProtocolVersion: "TLSV1_1" }),
  servers({ ...redirect, tls: undefined }),
  servers({ ...redirect, tls: { httpsRedirect: false } }),
  servers({ ...redirect, tls: { mode: "SIMPLE" } }),
  servers(https, { ...redirect, port: { number: 80, protocol: "http" }, tls: {} }),
  speaking("TCP"),
  speaking("HTTP2"),
  speaking("GRPC"),
  speaking("XHTTPS"),
  speaking("TLSX"),
  servers({ ...redirect, port: { number: 80, protocol: "XHTTP" } }),
  servers({ ...https, port: { number: 443 } }),
  serving("*"),
  serving("*.com"),
  { type: route, props: { spec: { hosts: ["a.example.com", "*"] } } },
  { ...serving("*"), tier: "sandbox" },
  ...gateways.map((kind) => ({ ...servers({ ...redirect, tls: {} }), type: kind })),
  ...routes.map((kind) => ({ ...serving("*"), type: kind })),
];
