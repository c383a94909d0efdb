import type { Context } from "../../kit/context";
import { demand, demandText } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { everywhere, rule } from "../rule";

export const nodeGroup = "aws:eks/nodeGroup:NodeGroup";

export const EKS07 = rule({
  id: "EKS-07",
  title:
    "Nodes keep their credentials from pods, encrypt their disks and run an operating system for containers.",
  severity: "high",
  types: ["aws:ec2/launchTemplate:LaunchTemplate", nodeGroup],
  frameworks: ["FSBP EC2.3", "FSBP EC2.7", "FSBP EC2.8", "CIS-AWS-5.0 5.7", "CIS-EKS-1.4 3.3.1"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Give the node group Bottlerocket and a launch template with httpTokens required, httpPutResponseHopLimit 1 and encrypted disks.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html",
  check(resource, ctx) {
    if (resource.type === nodeGroup) {
      judgeGroup(resource, ctx);
    } else {
      judgeMetadata(resource, ctx);
      judgeDisks(resource, ctx);
    }
  },
  remedies: {
    "metadataOptions.httpTokens": "required",
    "metadataOptions.httpPutResponseHopLimit": 1,
  },
});

function judgeGroup(group: Judged, ctx: Context): void {
  demandText(group.at("amiType"), ctx, "Bottlerocket, BOTTLEROCKET_*", (type) =>
    type.startsWith("BOTTLEROCKET_"),
  );
  // If omitted, EKS makes one that lets pods reach the metadata.
  if (group.at("launchTemplate").absent) {
    ctx.violation({ path: "launchTemplate", want: "your own launch template" });
  }
}

function judgeMetadata(template: Judged, ctx: Context): void {
  const endpoint = template.at("metadataOptions.httpEndpoint");
  const isOff = endpoint.is((state) => state === "disabled");
  if (isOff === "unknown") {
    ctx.unknown(endpoint, "disabled, or a value that a preview knows");
  } else if (!isOff) {
    demand(template, "metadataOptions.httpTokens", ctx, {
      want: "required",
      otherwise: "optional",
      words: ["optional"],
    });
    // If omitted, some images take 2.
    demand(template, "metadataOptions.httpPutResponseHopLimit", ctx, { want: 1, otherwise: 2 });
  }
}

function judgeDisks(template: Judged, ctx: Context): void {
  const disks = template.items("blockDeviceMappings").filter((disk) => !disk.key("ebs").absent);
  for (const disk of disks) {
    demand(disk, "ebs.encrypted", ctx, { want: true, otherwise: false });
  }
  if (disks.length === 0) {
    ctx.violation({ path: "blockDeviceMappings", want: "the root disk, encrypted" });
  }
}
