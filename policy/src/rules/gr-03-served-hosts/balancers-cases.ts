import type { StackExample } from "../example";

type Made = StackExample[number];

const lb = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1";
const acm = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
const dnsName = "web-1.eu-west-1.elb.amazonaws.com";

const made = (type: string, name: string, props: object, more: Partial<Made> = {}): Made => ({
  type: `aws:${type}`,
  name,
  props,
  ...more,
});
const balancer = (change: object = {}) =>
  made("lb/loadBalancer:LoadBalancer", "balancer", { arn: lb, dnsName, ...change });
const listener = (change: object = {}, more: Partial<Made> = {}) =>
  made(
    "lb/listener:Listener",
    "listener",
    { loadBalancerArn: lb, protocol: "HTTPS", certificateArn: acm, ...change },
    more,
  );
const certificate = (domainName: string, ...subjectAlternativeNames: string[]) =>
  made("acm/certificate:Certificate", "certificate", {
    arn: acm,
    domainName,
    ...(subjectAlternativeNames.length > 0 && { subjectAlternativeNames }),
  });
const record = (name: string, change: object = {}, more: Partial<Made> = {}) =>
  made("route53/record:Record", "record", { name, aliases: [{ name: dnsName }], ...change }, more);
const zone = made("route53/zone:Zone", "zone", { name: "example.com" });

const web = certificate("web.example.com");
const alias = record("web.example.com");
const redirect = (protocol: string) =>
  listener({
    protocol: "HTTP",
    certificateArn: undefined,
    defaultActions: [{ type: "redirect", redirect: { protocol } }],
  });

export const balancerGood: readonly StackExample[] = [
  [balancer({ internal: true }), listener(), alias],
  [balancer(), listener(), web, alias],
  [balancer(), listener({ protocol: "TLS" }), certificate("*.example.com"), alias],
  [balancer(), listener(), certificate("example.com", "web.example.com"), alias],
  [balancer(), listener(), web, record("WEB.example.com.", { aliases: [], records: [dnsName] })],
  [
    balancer(),
    listener(),
    web,
    record("web.example.com", { aliases: { name: `dualstack.${dnsName}.` } }),
  ],
  [balancer(), listener(), web, record("web.example.com", {}, { from: { aliases: "balancer" } })],
  [
    balancer(),
    listener(),
    web,
    record("web.example.com", { aliases: undefined }, { from: { records: "balancer" } }),
  ],
  [balancer(), listener(), web, zone, record("web", {}, { from: { zoneId: "zone" } })],
  [balancer({ internal: true }), listener({ protocol: "TCP" })],
  [listener({ protocol: "TCP" })],
  [balancer(), redirect("HTTPS"), alias],
  [balancer(), listener({ loadBalancerArn: `${lb}2`, protocol: "TCP" })],
  [balancer(), listener(), web, alias, { ...record("x.example.org", { aliases: [] }), name: "x" }],
];

export const balancerBad: readonly StackExample[] = [
  [balancer(), listener(), web, zone, record("api", {}, { from: { zoneId: "zone" } })],
  [balancer(), listener(), web],
  [balancer(), listener(), alias],
  [balancer(), listener({ certificateArn: `${acm}2` }), web, alias],
  [balancer(), listener({ certificateArn: undefined }), web, alias],
  [balancer(), listener(), certificate("example.com"), alias],
  [balancer(), listener(), certificate("*.web.example.com", "other.example.com"), alias],
  [balancer(), listener(), web, record("web")],
  [balancer(), listener(), web, alias, { ...record("other.example.com"), name: "other" }],
  [balancer(), listener(), web, record("web.example.com", { aliases: [{ name: "other" }] })],
  [balancer(), listener(), web, record("web.example.com", { aliases: [], records: ["192.0.2.1"] })],
  [
    balancer({ dnsName: "" }),
    listener(),
    web,
    record("web.example.com", { aliases: [{ name: "" }] }),
  ],
  [balancer({ internal: false }), listener({ protocol: "TCP" }), web, alias],
  [balancer(), redirect("HTTP"), alias],
  [balancer(), listener({ protocol: "HTTP", certificateArn: undefined }), alias],
  [
    balancer(),
    listener({ protocol: undefined, certificateArn: undefined, defaultActions: [] }),
    alias,
  ],
];
