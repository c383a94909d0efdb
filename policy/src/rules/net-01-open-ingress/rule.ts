import { isWorld } from "../../kit/cidr";
import type { Context } from "../../kit/context";
import { allOf, anyOf, type Node, type Truth } from "../../kit/node";
import { isListed, listOfNames } from "../../kit/settings";
import { everywhere, rule } from "../rule";

const group = "aws:ec2/securityGroup:SecurityGroup";
export const [ingressRule, legacyRule] = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
] as const;
const want = "no network that means everyone (such as 0.0.0.0/0)";

export const NET01 = rule({
  id: "NET-01",
  title: "Nothing but ports 80 and 443 of the edge is open to everyone.",
  severity: "critical",
  types: [group, ingressRule, legacyRule],
  frameworks: ["FSBP EC2.13", "FSBP EC2.14", "FSBP EC2.18", "FSBP EC2.19", "CIS-AWS-5.0 5.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { edge: listOfNames },
  fix: "Name the networks or the security group that may connect; an edge group is one that the setting `edge` lists, open on 80 or 443 only.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  check(resource, ctx) {
    const edge = isListed(ctx.settings, "edge", resource.name);
    if (resource.type === group) {
      for (const ingress of resource.items("ingress")) {
        judge(ingress, ["cidrBlocks", "ipv6CidrBlocks"], allOf([edge, isWeb(ingress)]), ctx);
      }
    } else if (resource.type === ingressRule) {
      judge(resource, ["cidrIpv4", "cidrIpv6"], allOf([edge, isWeb(resource)]), ctx);
    } else {
      const egress = resource.at("type").is((direction) => direction === "egress");
      const exempt = anyOf([egress, allOf([edge, isWeb(resource)])]);
      judge(resource, ["cidrBlocks", "ipv6CidrBlocks"], exempt, ctx);
    }
  },
});

function judge(opening: Node, properties: readonly string[], exempt: Truth, ctx: Context): void {
  const counts = exempt === "unknown" ? exempt : !exempt;
  for (const network of properties.flatMap((property) => opening.items(property))) {
    const open = allOf([network.is(isWorld), counts]);
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
    protocol.known ? protocol.value === "tcp" || protocol.value === "6" : "unknown",
    from.known ? from.value === 80 || from.value === 443 : "unknown",
    from.known && to.known ? from.value === to.value : "unknown",
  ]);
}
