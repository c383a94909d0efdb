import { everywhere, rule } from "../rule";

const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const want = "no rule";

export const NET02 = rule({
  id: "NET-02",
  title: "A VPC's default security group lets nothing in or out.",
  severity: "high",
  types: [type],
  frameworks: ["FSBP EC2.2", "CIS-AWS-5.0 5.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Leave `ingress` and `egress` out, and give each resource that needs a connection its own security group.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
  check(resource, ctx) {
    for (const opening of [...resource.items("ingress"), ...resource.items("egress")]) {
      if (opening.unknown) {
        ctx.unknown(opening, want);
      } else {
        ctx.violation({ path: opening.path, want });
      }
    }
  },
  remedies: { ingress: [], egress: [] },
});
