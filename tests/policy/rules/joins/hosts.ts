import { type Case, later, made, type Made } from "./join";

const balancer = made("aws:lb/loadBalancer:LoadBalancer", "balancer", {
  arn: later,
  dnsName: later,
});
const certificate = (name: string, domainName: string) =>
  made("aws:acm/certificate:Certificate", name, { arn: later, domainName });
const served = (certificateArn: string) => [
  balancer,
  made(
    "aws:lb/listener:Listener",
    "listener",
    { protocol: "HTTPS", loadBalancerArn: later, certificateArn: later },
    { loadBalancerArn: "balancer", certificateArn },
  ),
  made(
    "aws:route53/record:Record",
    "record",
    { name: "web.example.com", aliases: [{ name: later }] },
    { aliases: "balancer" },
  ),
];

const edge = (change: object = {}) =>
  made("aws:lb/loadBalancer:LoadBalancer", "balancer", {
    arn: "arn:1",
    dnsName: "lb.amazonaws.com",
    ...change,
  });
const listening = (change: object = {}) =>
  made("aws:lb/listener:Listener", "listener", {
    protocol: "HTTPS",
    loadBalancerArn: "arn:1",
    certificateArn: "arn:2",
    ...change,
  });
const sealed = (change: object = {}) =>
  made("aws:acm/certificate:Certificate", "certificate", {
    arn: "arn:2",
    domainName: "web.example.com",
    ...change,
  });
const leading = (change: object = {}, from: Made["from"] = {}) =>
  made(
    "aws:route53/record:Record",
    "record",
    { name: "web.example.com", aliases: [{ name: "lb.amazonaws.com" }], ...change },
    from,
  );
const zone = (name: string) => made("aws:route53/zone:Zone", "zone", { name });

const route = "kubernetes:networking.istio.io/v1:VirtualService";
const space = (name: string) => made("kubernetes:core/v1:Namespace", name, { metadata: { name } });
/** A route of a namespace to come, of a host that is declared for `billing`. */
const routed = (from: Made["from"], declared = ["billing:billing.example.com"]): Made => ({
  ...made(
    route,
    "route",
    {
      metadata: { name: "web", namespace: later },
      spec: { hosts: ["billing.example.com"], gateways: ["istio-ingress/platform"] },
    },
    from,
  ),
  settings: { hosts: declared },
});

const unsaid = (declared: readonly string[]): Made => ({
  ...made(route, "route", {
    metadata: { name: "web", namespace: "shop" },
    spec: { hosts: [later], gateways: ["istio-ingress/platform"] },
  }),
  settings: { hosts: declared },
});

export const hosts: readonly Case[] = [
  [
    "GR-03",
    "the route of a namespace of the stack that may take the host",
    [space("billing"), routed({ metadata: "billing" })],
    "nothing",
  ],
  [
    "GR-03",
    "the route of a namespace of the stack that may not take the host",
    [space("shop"), routed({ metadata: "shop" })],
    "violation",
  ],
  [
    "GR-03",
    "a route of one of two namespaces of the stack",
    [space("billing"), space("shop"), routed({ metadata: ["billing", "shop"] })],
    "deferral",
  ],
  ["GR-03", "a route of a namespace of elsewhere", [space("billing"), routed({})], "deferral"],
  ["GR-03", "a route without others, of a namespace to come", [routed({}, [])], "nothing"],
  ["GR-03", "a route of a host to come, where none is declared", [unsaid([])], "nothing"],
  ["GR-03", "a route of a host to come", [unsaid(["billing:billing.example.com"])], "deferral"],
  [
    "GR-03",
    "the listener's certificate",
    [certificate("own", "web.example.com"), ...served("own")],
    "nothing",
  ],
  [
    "GR-03",
    "the certificate of another",
    [
      certificate("own", "x.example.com"),
      certificate("other", "web.example.com"),
      ...served("own"),
    ],
    "violation",
  ],
  ["GR-03", "names that are known", [edge(), listening(), sealed(), leading()], "nothing"],
  [
    "GR-03",
    "a record of a name to come",
    [edge(), listening(), sealed(), leading({ name: later })],
    "deferral",
  ],
  [
    "GR-03",
    "a record of a zone to come",
    [edge(), listening(), sealed(), zone(later), leading({ name: "web" }, { zoneId: "zone" })],
    "deferral",
  ],
  [
    "GR-03",
    "a record whose zone does not matter",
    [edge(), listening(), sealed(), zone(later), leading({}, { zoneId: "zone" })],
    "nothing",
  ],
  [
    "GR-03",
    "a certificate of names to come",
    [edge(), listening(), sealed({ domainName: later }), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a listener of a certificate to come",
    [edge(), listening({ certificateArn: later }), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a load balancer of a name to come",
    [edge({ dnsName: later }), listening(), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a load balancer that may be internal",
    [edge({ internal: later }), listening({ protocol: "TCP" }), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a record that may lead to the load balancer",
    [edge(), listening(), sealed(), leading({ aliases: [{ name: later }] })],
    "deferral",
  ],
];
