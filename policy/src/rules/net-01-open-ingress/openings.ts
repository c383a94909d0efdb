import { isWorld } from "../../kit/cidr";
import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, Node, not, some, type Truth, whether } from "../../kit/node";
import { verdict } from "../../kit/verdict";

const lightsail = "aws:lightsail/instancePublicPorts:InstancePublicPorts";
const machine = "aws-native:lightsail:Instance";
/** Kinds that let everyone in if no network is listed. */
const unlisted = [lightsail, machine];
const service = "kubernetes:core/v1:Service";

/** Where security groups of aws-native, and services without one, open ports, by type, and the networks of an opening. */
const places: Readonly<Record<string, readonly [list: string, ...networks: string[]]>> = {
  [lightsail]: ["portInfos", "cidrs", "ipv6Cidrs"],
  "aws:gamelift/fleet:Fleet": ["ec2InboundPermissions", "ipRange"],
  "aws:medialive/inputSecurityGroup:InputSecurityGroup": ["whitelistRules", "cidr"],
  "aws:chime/voiceConnectorTermination:VoiceConnectorTermination": ["", "cidrAllowLists"],
  "aws-native:ec2:SecurityGroup": ["securityGroupIngress", "cidrIp", "cidrIpv6"],
  "aws-native:ec2:SecurityGroupIngress": ["", "cidrIp", "cidrIpv6"],
  "aws-native:gamelift:Fleet": ["ec2InboundPermissions", "ipRange"],
  "aws-native:gamelift:ContainerFleet": ["instanceInboundPermissions", "ipRange"],
  "aws-native:medialive:InputSecurityGroup": ["whitelistRules", "cidr"],
  "aws-native:mediaconnect:Flow": ["source", "whitelistCidr"],
  "aws-native:mediaconnect:FlowSource": ["", "whitelistCidr"],
  "aws-native:mediaconnect:RouterNetworkInterface": ["configuration.public.allowRules", "cidr"],
  [machine]: ["networking.ports", "cidrs", "ipv6Cidrs"],
};

export const opening: readonly string[] = Object.keys(places);
export const services: readonly string[] = [service, `${service}Patch`];

const notes = "service.beta.kubernetes.io";
const wantRanges =
  "networks that are not everyone, in loadBalancerSourceRanges, or scheme internal";
const wantScheme =
  "scheme internal, or networks that may connect: by default some controllers open it to everyone";
const wantAddress =
  "no address that the cluster does not give: the service takes all traffic to it";
const wantSome = "networks that may connect, since anyone may if none are listed";

/** The openings of a resource, and the names of the properties that hold their networks. */
export function openingsOf(resource: Judged): [Node, readonly string[]][] {
  const [list = "", ...networks] = places[resource.type] ?? [];
  const found = list === "" ? [resource] : resource.items(list);
  return found.map((one) => [one, networks]);
}

/** Reports an opening that names no network, where the service takes this for everyone. */
export function refuseUnlisted(resource: Judged, exempt: (one: Node) => Truth, ctx: Context): void {
  for (const [one, networks] of unlisted.includes(resource.type) ? openingsOf(resource) : []) {
    const lists = [...networks, "cidrListAliases"].map((key) => one.at(key));
    const isListed = anyOf(
      lists.map((list) => (list.unknown ? "unknown" : list.items().length > 0)),
    );
    verdict(ctx, allOf([not(isListed), not(exempt(one))]), wantSome, one);
  }
}

/** Judges a Service: whom its load balancer lets in, and whose addresses it takes. */
export function judgeService(resource: Judged, edge: boolean, ctx: Context): void {
  const spec = resource.at("spec");
  const annotations = resource.at("metadata.annotations");
  const note = (key: string) => annotations.key(`${notes}/${key}`);
  const [listed, noted] = [
    spec.at("loadBalancerSourceRanges"),
    note("load-balancer-source-ranges"),
  ];
  const ranges = [
    ...listed.items(),
    ...(noted.unknown
      ? [noted]
      : noted.text.split(",").map((text) => new Node(noted.path, text.trim()))),
  ].filter((range) => range.unknown !== undefined || range.text !== "");
  const [scheme, internal] = [note("aws-load-balancer-scheme"), note("aws-load-balancer-internal")];
  const by = note("aws-load-balancer-type");
  const isPublic = anyOf([
    scheme.is((name) => name === "internet-facing"),
    internal.is((is) => no.test(is)),
    // Kubernetes' own controller makes it, which knows no scheme.
    allOf([by.is((name) => name === "nlb"), internal.is((is) => is === "")]),
  ]);
  const isOpen = anyOf([some(ranges, isWorld), ranges.length === 0 && isPublic]);
  const type = spec.at("type");
  // A patch leaves the type as it is.
  const isLeft = type.absent && resource.type !== service;
  const isBalancer = anyOf([isLeft, type.is((name) => name === "LoadBalancer")]);
  const isWeb = allOf(
    spec.items("ports").map((port) => whether(port.known("port", 0), (at) => web.includes(at))),
  );
  const wrong = allOf([isBalancer, isOpen, not(allOf([edge, isWeb]))]);
  const read = [noted, scheme, internal, by, spec, annotations];
  verdict(ctx, wrong, wantRanges, listed, ...read);
  const isUnsaid = allOf([
    ranges.length === 0 && resource.type === service,
    scheme.is((name) => name === ""),
    internal.is((is) => is === ""),
    by.is((name) => name !== "nlb"),
    spec.at("loadBalancerClass").is((name) => name === "" || ofAws.test(name)),
  ]);
  verdict(ctx, allOf([isBalancer, isUnsaid, not(isWeb)]), wantScheme, scheme, ...read);
  for (const address of spec.items("externalIPs")) {
    verdict(
      ctx,
      address.is((text) => text !== ""),
      wantAddress,
      address,
    );
  }
}

const web = [80, 443];
const no = /^(false|f|0)$/i;
/** Classes of AWS's controllers. Others' balancers have no scheme. */
const ofAws = /^(service\.k8s\.aws|eks\.amazonaws\.com)\//;
