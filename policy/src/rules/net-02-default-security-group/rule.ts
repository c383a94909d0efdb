import type { Context } from "../../kit/context";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { anyOf, type Truth } from "../../kit/node";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

export const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const vpc = "aws:ec2/vpc:Vpc";
const vpcs = [vpc, "aws:ec2/defaultVpc:DefaultVpc"] as const;
/** Rules that are resources of their own. */
export const openings = [
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;
const want = "no rule";
const wantTaken = "a DefaultSecurityGroup of this VPC";

export const NET02 = graphRule({
  id: "NET-02",
  title: "A VPC's default security group is taken over, and lets nothing in or out.",
  severity: "high",
  scope: "stack",
  types: [group, ...vpcs, ...openings],
  frameworks: ["FSBP EC2.2", "CIS-AWS-5.0 5.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Declare the VPC's DefaultSecurityGroup without `ingress` and `egress`, and give each resource that needs a connection its own security group.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
  check(index, report) {
    for (const judged of index.ofType(group)) {
      for (const opening of [...judged.items("ingress"), ...judged.items("egress")]) {
        if (opening.unknown) {
          report(judged).unknown(opening, want);
        } else {
          report(judged).violation({ path: opening.path, want });
        }
      }
    }
    judgeVpcs(index, report);
    for (const judged of index.ofType(...openings)) {
      const place = judged.at("securityGroupId");
      const ids = [
        ...index.ofType(group).map((made) => made.at("id")),
        ...index.ofType(...vpcs).map((made) => made.at("defaultSecurityGroupId")),
      ];
      const isOpen = opens(index, judged);
      verdict(report(judged), isOpen, "another group than the default one", place, ...ids);
    }
  },
});

/**
 * A default group with an id that no VPC of the stack is known by counts for any one of them. A VPC
 * that has its id already may be one that the stack only reads.
 */
function judgeVpcs(index: Index, report: (resource: Judged) => Context): void {
  const all = index.ofType(...vpcs);
  const groups = index.ofType(group);
  const takes = (taken: Judged, made: Judged) => isOf(index, taken, "vpcId", made);
  const strays = groups.filter((taken) => all.every((made) => takes(taken, made) === undefined));
  const untaken = all
    .filter((made) => made.at("id").text === "")
    .filter((made) => !groups.some((taken) => takes(taken, made) === true));
  for (const [at, made] of untaken.entries()) {
    const unsure = groups.find((taken) => takes(taken, made) === "unknown");
    const id = made.at("id");
    const isOpen = unsure || id.unknown ? "unknown" : at >= strays.length;
    const others = [id, ...(unsure ? [unsure.at("vpcId")] : [])];
    verdict(report(made), isOpen, wantTaken, made.at("defaultSecurityGroupId"), ...others);
  }
}

/** Whether a rule's group is the default group of a VPC. */
function opens(index: Index, opening: Judged): Truth {
  const place = opening.at("securityGroupId");
  const defaults = index.ofType(group).map((made) => isOf(index, opening, place.path, made));
  const isOther = place.unknown && index.comesFromHere(opening, place);
  const byVpc = index.ofType(...vpcs).map((made): Truth => {
    const isSource = index.sources(opening, place.path, made.type).includes(made);
    const name = made.at("defaultSecurityGroupId");
    return isSource || (!isOther && names(index, opening, place, { resource: made, name }));
  });
  const unseen = place.unknown && !isOther ? "unknown" : false;
  return anyOf([unseen, ...defaults.map((is) => is ?? false), ...byVpc]);
}

/** Whether a property is a resource's id, or comes from it; undefined if the resource does not show its id. */
function isOf(index: Index, from: Judged, property: string, target: Judged): Truth | undefined {
  const [place, id] = [from.at(property), target.at("id")];
  if (index.sources(from, property, target.type).includes(target)) {
    return true;
  }
  if (index.comesFromHere(from, place)) {
    return false;
  }
  if (place.unknown || id.unknown) {
    return "unknown";
  }
  return id.absent ? undefined : place.text === id.text;
}
