import { isWorld } from "../../kit/cidr";
import type { Context } from "../../kit/context";
import { allOf, anyOf, type Node, type Truth } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { everywhere, rule } from "../rule";
import { judgeService, opening, openingsOf, refuseUnlisted, services } from "./openings";
import { addressed, refusePublicAddress } from "./public-address";

const group = "aws:ec2/securityGroup:SecurityGroup";
export const [ingressRule, legacyRule] = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
] as const;
/** A rule that names a list is as open as the list; a network that means everyone is nothing to name a list by. */
export const [prefixList, prefixEntry] = [
  "aws:ec2/managedPrefixList:ManagedPrefixList",
  "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
] as const;
/** Prefix lists of either provider. */
const lists: readonly string[] = [prefixList, "aws-native:ec2:PrefixList"];
const want = "no network that means everyone (such as 0.0.0.0/0)";

export const NET01 = rule({
  id: "NET-01",
  title:
    "Nothing but ports 80 and 443 of the edge is open to everyone, no database has a public address, and no service takes an address of others.",
  severity: "critical",
  types: [
    ...[group, ingressRule, legacyRule, prefixEntry, ...lists],
    ...[addressed, opening, services].flat(),
  ] as [string, ...string[]],
  frameworks: ["FSBP EC2.13", "FSBP EC2.14", "FSBP EC2.18", "FSBP EC2.19", "CIS-AWS-5.0 5.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { edge: widening, later: widening },
  fix: "Name the networks or the security group that may connect; an edge group is one that the setting `edge` lists, open on 80 or 443 only, and so may be a Service of a load balancer; a resource whose network nobody can know before the update, such as an address that it makes, is judged after it if the setting `later` lists the resource; a prefix list has no network of everyone, since the rules that name it hide it; set publiclyAccessible false; take externalIPs out.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  check(resource, ctx) {
    if (addressed.includes(resource.type)) {
      refusePublicAddress(resource, ctx);
      return;
    }
    const waits = isListed(ctx.settings, "later", resource.name);
    const edge = isListed(ctx.settings, "edge", resource.name);
    if (services.includes(resource.type)) {
      judgeService(resource, edge, ctx);
    } else if (opening.includes(resource.type)) {
      const exempt = (one: Node) => allOf([edge, isWeb(one)]);
      for (const [one, networks] of openingsOf(resource)) {
        judge(one, networks, exempt(one), ctx, waits);
      }
      refuseUnlisted(resource, exempt, ctx);
    } else if (resource.type === group) {
      for (const ingress of resource.items("ingress")) {
        const exempt = allOf([edge, isWeb(ingress)]);
        judge(ingress, ["cidrBlocks", "ipv6CidrBlocks"], exempt, ctx, waits);
      }
    } else if (lists.includes(resource.type)) {
      for (const entry of resource.items("entries")) {
        judge(entry, ["cidr"], false, ctx, waits);
      }
    } else if (resource.type === prefixEntry) {
      judge(resource, ["cidr"], false, ctx, waits);
    } else if (resource.type === ingressRule) {
      judge(resource, ["cidrIpv4", "cidrIpv6"], allOf([edge, isWeb(resource)]), ctx, waits);
    } else {
      const egress = resource.at("type").is((direction) => direction === "egress");
      const exempt = anyOf([egress, allOf([edge, isWeb(resource)])]);
      judge(resource, ["cidrBlocks", "ipv6CidrBlocks"], exempt, ctx, waits);
    }
  },
});

/** @param waits Whether networks that are not known are judged once they are. */
function judge(
  opening: Node,
  properties: readonly string[],
  exempt: Truth,
  ctx: Context,
  waits: boolean,
): void {
  const counts = exempt === "unknown" ? exempt : !exempt;
  for (const network of properties.flatMap((property) => opening.items(property))) {
    const open = allOf([network.is(isWorld), counts]);
    if (network.unknown && waits) {
      continue;
    }
    if (open === "unknown") {
      ctx.unknown(network.unknown ? network : opening, want);
    } else if (open) {
      ctx.violation({ path: network.path, want, given: network.text });
    }
  }
}

function isWeb(opening: Node): Truth {
  const protocol = opening.known(opening.at("ipProtocol").absent ? "protocol" : "ipProtocol", "-1");
  const [from, to] = [opening.known("fromPort", 0), opening.known("toPort", 65535)];
  return allOf([
    protocol.known ? /^(tcp|6)$/i.test(protocol.value) : "unknown",
    from.known ? from.value === 80 || from.value === 443 : "unknown",
    from.known && to.known ? from.value === to.value : "unknown",
  ]);
}
