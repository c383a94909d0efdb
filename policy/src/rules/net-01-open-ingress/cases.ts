import type { Example } from "../example";
import { openingBad, openingGood } from "./openings-cases";
import { nativeBad, nativeGood } from "./native-cases";
import { addressed } from "./public-address";
import { ingressRule, legacyRule, prefixEntry, prefixList } from "./rule";

const everyone = { cidrBlocks: ["0.0.0.0/0"] };

const list = (...cidrs: string[]) => ({
  type: prefixList,
  props: { addressFamily: "IPv4", maxEntries: 5, entries: cidrs.map((cidr) => ({ cidr })) },
});

export const good: readonly Example[] = [
  ...[{}, { publiclyAccessible: false }].map((props) => ({ type: addressed[0], props })),
  { props: {} },
  {
    props: {
      ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }],
    },
  },
  { props: { ingress: [{ protocol: "-1", ipv6CidrBlocks: ["fd00::/8"] }] } },
  {
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...everyone }] },
  },
  {
    name: "edge.public",
    settings: { edge: ["edge.pub*"] },
    props: { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, ...everyone }] },
  },
  // What is no network, which AWS refuses.
  { type: ingressRule, props: { ipProtocol: "tcp", cidrIpv4: "10.0.0.0/33" } },
  {
    type: ingressRule,
    props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, referencedSecurityGroupId: "sg-1" },
  },
  {
    type: ingressRule,
    props: { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, cidrIpv4: "10.1.0.0/16" },
  },
  { type: legacyRule, props: { type: "egress", protocol: "-1", ...everyone } },
  {
    type: ingressRule,
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ipProtocol: "6", fromPort: 80, toPort: 80, cidrIpv4: "0.0.0.0/0" },
  },
  {
    type: legacyRule,
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { type: "ingress", protocol: "tcp", fromPort: "80", toPort: "80", ...everyone },
  },
  list("10.0.0.0/8", "203.0.113.0/24"),
  { type: prefixEntry, props: { prefixListId: "pl-1", cidr: "198.51.100.0/24" } },
  {
    type: ingressRule,
    props: { ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: "pl-1" },
  },
  ...openingGood,
  ...nativeGood,
];

export const bad: readonly Example[] = [
  ...addressed
    .filter((type) => type.startsWith("aws:"))
    .map((type) => ({ type, props: { publiclyAccessible: true } })),
  { props: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ...everyone }] } },
  { props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...everyone }] } },
  { props: { ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }] } },
  { props: { ingress: [{ protocol: "-1", ipv6CidrBlocks: ["2000::/3"] }] } },
  {
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 443, ...everyone }] },
  },
  {
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ingress: [{ protocol: "-1", fromPort: 443, toPort: 443, ...everyone }] },
  },
  {
    type: ingressRule,
    props: { ipProtocol: "-1", cidrIpv6: "::/0" },
    says: "cidrIpv6: want no network that means everyone (such as 0.0.0.0/0), given ::/0",
  },
  { type: ingressRule, props: { ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" } },
  {
    type: ingressRule,
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ipProtocol: "udp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" },
  },
  {
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ...everyone }] },
  },
  {
    name: "edge-public",
    settings: { edge: ["edge-*"] },
    props: { ingress: [{ protocol: "tcp", fromPort: 443, ...everyone }] },
  },
  { type: legacyRule, props: { type: "ingress", protocol: "-1", ipv6CidrBlocks: ["::/0"] } },
  {
    type: legacyRule,
    props: { type: "ingress", protocol: "tcp", fromPort: 0, toPort: 65535, ...everyone },
  },
  { ...list("10.0.0.0/8", "0.0.0.0/0"), says: "entries[1].cidr" },
  { ...list("0.0.0.0/1", "128.0.0.0/1"), name: "edge-list", settings: { edge: ["edge-*"] } },
  { type: prefixEntry, props: { prefixListId: "pl-1", cidr: "::/0" } },
  ...openingBad,
  ...nativeBad,
];
