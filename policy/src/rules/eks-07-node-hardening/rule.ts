import type { Context } from "../../kit/context";
import { demand, demandText, refuse } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, whether } from "../../kit/node";
import { everywhere, rule } from "../rule";

export const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const nodeGroups: readonly string[] = [nodeGroup, "aws-native:eks:Nodegroup"];
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const nativeTemplate = "aws-native:ec2:LaunchTemplate";
const nodeClass = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
/** Karpenter's classes of nodes, and patches of them. */
export const nodeClasses = [nodeClass, `${nodeClass}Patch`] as const;
const wantImage = "Bottlerocket, BOTTLEROCKET_*";

export const EKS07 = rule({
  id: "EKS-07",
  title:
    "Nodes keep their credentials from pods, encrypt their disks and run an operating system for containers.",
  severity: "high",
  types: [template, nativeTemplate, ...nodeGroups, ...nodeClasses],
  frameworks: ["CIS-EKS-1.4 3.3.1"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Give the node group Bottlerocket and a launch template with httpTokens required, httpPutResponseHopLimit 1 and encrypted disks; give a class of Karpenter's alias bottlerocket@<version>, the same metadataOptions, and no public address.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html",
  check(resource, ctx) {
    if (nodeGroups.includes(resource.type)) {
      judgeGroup(resource, ctx);
    } else if (nodeClasses.some((type) => type === resource.type)) {
      judgeClass(resource, ctx);
    } else {
      const isNative = resource.type === nativeTemplate;
      const machine = isNative ? resource.at("launchTemplateData") : resource;
      judgeMetadata(machine, ctx);
      judgeDisks(machine, ctx);
    }
  },
  remedies: {
    "metadataOptions.httpTokens": "required",
    "metadataOptions.httpPutResponseHopLimit": 1,
  },
});

function judgeGroup(group: Judged, ctx: Context): void {
  demandText(group.at("amiType"), ctx, wantImage, (type) => type.startsWith("BOTTLEROCKET_"));
  // If omitted, EKS makes one that lets pods reach the metadata.
  if (group.at("launchTemplate").absent) {
    ctx.violation({ path: "launchTemplate", want: "your own launch template" });
  }
}

/** Karpenter itself asks for tokens at one hop, and encrypts the disks, where a class says nothing. */
function judgeClass(nodes: Judged, ctx: Context): void {
  const [family, terms] = [nodes.at("spec.amiFamily"), nodes.at("spec.amiSelectorTerms")];
  const aliases = terms.items().map((term) => term.at("alias"));
  const isBottlerocket = anyOf([
    family.is((name) => name === "Bottlerocket"),
    allOf([
      terms.unknown ? "unknown" : aliases.length > 0,
      ...aliases.map((alias) => alias.is((name) => name.startsWith("bottlerocket@"))),
    ]),
  ]);
  const isLeft = family.absent && terms.absent && nodes.type.endsWith("Patch");
  refuse(isLeft ? false : not(isBottlerocket), [terms, family, ...aliases], ctx, wantImage);
  const endpoint = nodes.at("spec.metadataOptions.httpEndpoint");
  const answers = not(endpoint.is((state) => state === "disabled"));
  const [tokens, hops] = ["httpTokens", "httpPutResponseHopLimit"].map((key) =>
    nodes.at(`spec.metadataOptions.${key}`),
  ) as [Node, Node];
  const optional = tokens.is((state) => state !== "" && state !== "required");
  refuse(allOf([answers, optional]), [tokens, endpoint], ctx, "required");
  const far = whether(nodes.known(hops.path, 1), (count) => count !== 1);
  refuse(allOf([answers, far]), [hops, endpoint], ctx, "1");
  for (const disk of nodes.items("spec.blockDeviceMappings")) {
    demand(disk, "ebs.encrypted", ctx, { want: true, otherwise: false });
  }
  const address = { want: false, otherwise: false };
  demand(nodes, "spec.associatePublicIPAddress", ctx, address);
}

function judgeMetadata(template: Node, ctx: Context): void {
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

function judgeDisks(template: Node, ctx: Context): void {
  const disks = template.items("blockDeviceMappings").filter((disk) => !disk.key("ebs").absent);
  for (const disk of disks) {
    demand(disk, "ebs.encrypted", ctx, { want: true, otherwise: false });
  }
  if (disks.length === 0) {
    const { path } = template.at("blockDeviceMappings");
    ctx.violation({ path, want: "the root disk, encrypted" });
  }
}
