import { describe, expect, it } from "vitest";

import { cited, controlsOf, frameworks } from "../../../policy/src/frameworks";
import { podBaseline } from "../../../policy/src/frameworks/pod-security";
import { baseline } from "../../../policy/src/rules/k8s-01-pod-baseline/controls";
import { rules as resourceRules } from "../../../policy/src/rules/all";
import { allRules } from "../examples";
import { judgeResource } from "../harness";

const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const every = (resource: string, verb: string) => ({
  ...{ apiGroups: [""], resources: [resource], verbs: [verb] },
});
const allOfBucket = {
  Statement: { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::acme-logs/*" },
};

describe("what rules say of frameworks", () => {
  it.each(allRules)("$id names controls that the lists have", (rule) => {
    expect(rule.frameworks.filter((reference) => controlsOf(reference).length === 0)).toEqual([]);
    expect(new Set(rule.frameworks).size).toBe(rule.frameworks.length);
  });

  it.each(["FSBP EKS.99", "FSBPEKS.1", "FSBP", "FSBP toString", "PSS baseline", "ISO 1"])(
    "does not take %s for a control",
    (reference) => {
      expect(controlsOf(reference)).toEqual([]);
    },
  );

  it("names every control that is listed because a rule names it", () => {
    const named = new Set(allRules.flatMap((rule) => rule.frameworks));
    const listed = cited.flatMap(({ key, controls }) =>
      Object.keys(controls).map((id) => `${key} ${id}`),
    );
    expect(listed.filter((reference) => !named.has(reference))).toEqual([]);
  });

  it("claims the baseline as a whole because it judges each of its controls", () => {
    const judged = new Set(baseline.map(({ title }) => title));
    expect([...judged].sort()).toEqual(Object.keys(podBaseline.controls).sort());
  });

  it("has only controls out of reach that the list has", () => {
    for (const { key, controls, beyond = {} } of frameworks) {
      expect(Object.keys(controls), key).toEqual(expect.arrayContaining(Object.keys(beyond)));
    }
  });

  it.each<[string, string, object]>([
    ["FSBP EC2.3", "aws:ebs/volume:Volume", { encrypted: false }],
    ["FSBP EC2.7", "aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false }],
    ["FSBP EC2.8", "aws:ec2/instance:Instance", { metadataOptions: { httpTokens: "optional" } }],
    [
      "CIS-AWS-5.0 5.7",
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      { metadataOptions: { httpTokens: "optional" } },
    ],
    ["FSBP IAM.21", "aws:iam/policy:Policy", { policy: allOfBucket }],
    ["CIS-EKS-1.4 4.1.3", `${rbac}:ClusterRole`, { rules: [every("pods", "*")] }],
    ["CIS-EKS-1.4 4.1.8", `${rbac}:Role`, { rules: [every("serviceaccounts", "impersonate")] }],
  ])("does not claim %s, since such a %s passes", async (control, type, props) => {
    const judging = resourceRules.filter(({ types }) => types.includes(type));
    expect(await judgeResource(judging, type, { type, props })).toEqual([]);
    expect(allRules.filter(({ frameworks }) => frameworks.includes(control))).toEqual([]);
  });

  it("claims neither a level of a build nor two approvals, which no rule asks for", () => {
    const named = allRules.flatMap((rule) => rule.frameworks);
    expect(named.filter((one) => /SLSA.* L\d|CIS-GitHub-1.2 1.1.3$/.test(one))).toEqual([]);
  });
});
