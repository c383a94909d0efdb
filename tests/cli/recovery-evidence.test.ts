import { describe, expect, it } from "vitest";

import { evidenceOf } from "../../cli/src/engine/recovery/evidence";
import type { Recorded } from "../../cli/src/engine/recovery/pending";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::acme::${type}::${name}`;
const resource = (type: string, inputs: object, more: object = {}): Recorded => ({
  urn: urnOf(type, "x"),
  type,
  inputs: { ...inputs },
  ...more,
});

function judge(declared: Recorded, there: object | undefined, own: readonly Recorded[] = []) {
  const read = there && { ...declared, outputs: there };
  return evidenceOf(declared, { resources: new Map(read && [[declared.urn, read]]) }, own);
}

const role = "aws:iam/role:Role";
const mount = "vault:index/mount:Mount";
const namespace = "kubernetes:core/v1:Namespace";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ciRole: Recorded = {
  urn: urnOf(role, "ci"),
  type: role,
  id: "ci",
  outputs: { name: "ci", arn: "arn:ci" },
};
const attached = resource(
  attachment,
  { role: "ci", policyArn: "arn:p" },
  { propertyDependencies: { role: [ciRole.urn] } },
);
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("evidence that a killed run made what is there", () => {
  it.each<[string, Recorded, object | undefined, "absent" | "ours" | "open"]>([
    ["not there", resource(role, { name: "ci" }), undefined, "absent"],
    ["no values", resource(role, { name: "ci", tags: { a: "b" } }), {}, "open"],
    ["a name alone", resource(role, { name: "ci" }), { name: "ci" }, "open"],
    [
      "tags of the provider",
      resource(role, { name: "ci", tagsAll: { stack: "dev" } }),
      { name: "ci", tagsAll: { stack: "dev", more: "x" } },
      "ours",
    ],
    [
      "tags of another stack",
      resource(role, { name: "ci", tagsAll: { stack: "dev", "managed-by": "groundwork" } }),
      { name: "ci", tagsAll: { stack: "prod", "managed-by": "groundwork" } },
      "open",
    ],
    [
      "tags, of which none is there",
      resource(role, { name: "ci", description: "The runner of CI", tags: { owner: "us" } }),
      { name: "ci", description: "The runner of CI" },
      "open",
    ],
    [
      "tags named like members of every object",
      resource(role, { name: "ci", tags: { constructor: "x" } }),
      { name: "ci", tags: {} },
      "open",
    ],
    [
      "labels",
      resource(namespace, { metadata: { name: "a", labels: { team: "us" } } }),
      { metadata: { name: "a", labels: { team: "us" } } },
      "ours",
    ],
    [
      "other labels",
      resource(namespace, { metadata: { name: "a", labels: { team: "us" } } }),
      { metadata: { name: "a", labels: { team: "them" } } },
      "open",
    ],
    [
      "a word that is the same by chance",
      resource(mount, { path: "secret", type: "kv" }),
      { path: "secret", type: "kv" },
      "open",
    ],
    [
      "a text",
      resource(mount, { path: "secret", description: "Secrets of team A", __defaults: [] }),
      { path: "secret", description: "Secrets of team A" },
      "ours",
    ],
    [
      "another text",
      resource(mount, { path: "secret", description: "Secrets of team A" }),
      { path: "secret", description: "Secrets of team B" },
      "open",
    ],
    [
      "a secret, which can't be compared",
      resource(mount, { path: "secret", options: { ...secret, ciphertext: "v1:abc" } }),
      { path: "secret", options: { ...secret, ciphertext: "v1:def" } },
      "open",
    ],
    [
      "a long number",
      resource(mount, { path: "secret", maxLeaseTtlSeconds: 1234567890 }),
      { path: "secret", maxLeaseTtlSeconds: 1234567890 },
      "open",
    ],
  ])("%s", (_, declared, there, is) => {
    expect(judge(declared, there)).toMatchObject({ is });
  });

  it.each<[string, Recorded, readonly Recorded[], "ours" | "open"]>([
    ["what the stack made", attached, [ciRole], "ours"],
    ["what the stack reads", attached, [{ ...ciRole, external: true }], "open"],
    ["what the stack imported", attached, [{ ...ciRole, importID: "ci" }], "open"],
    ["what the stack has not", attached, [], "open"],
    [
      "another of the same name",
      resource(
        "aws:ecr/repository:Repository",
        { name: "ci" },
        { propertyDependencies: { name: [ciRole.urn] } },
      ),
      [ciRole],
      "open",
    ],
    ["another id", { ...attached, inputs: { role: "ci-2", policyArn: "arn:p" } }, [ciRole], "open"],
  ])("of what belongs to %s", (_, declared, own, is) => {
    expect(judge(declared, { ...declared.inputs }, own)).toMatchObject({ is });
  });

  it("of what is in a namespace that the stack made in the same cluster", () => {
    const map = resource(
      "kubernetes:core/v1:ConfigMap",
      { metadata: { name: "a", namespace: "n" } },
      { provider: "p::1" },
    );
    const made = { urn: urnOf(namespace, "n"), type: namespace, id: "n", provider: "p::1" };
    expect(judge(map, { ...map.inputs }, [made])).toEqual({
      is: "ours",
      because: `which belongs to ${made.urn}`,
    });
    expect(judge(map, { ...map.inputs }, [{ ...made, provider: "p::2" }]).is).toBe("open");
  });

  it("says why nothing could be read", () => {
    const seen = { resources: new Map(), failure: "error: no credentials" };
    expect(evidenceOf(attached, seen, [ciRole])).toEqual({
      is: "open",
      because: "it can't be looked up (error: no credentials)",
    });
  });
});
