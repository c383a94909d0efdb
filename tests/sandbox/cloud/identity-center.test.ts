import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore, type Stored } from "../../../sandbox/src/cloud/store";

const sdk = join(__dirname, "../../../node_modules/@pulumi/aws");
const declarations = new Declarations(sdk, join(tmpdir(), "groundwork-declarations", "aws"));
const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const kinds = {
  set: "aws:ssoadmin/permissionSet:PermissionSet",
  policy: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  limits: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
  assignment: "aws:ssoadmin/accountAssignment:AccountAssignment",
  group: "aws:identitystore/group:Group",
} as const;

let folder: string;
let store: CloudStore;
let cloud: OfflineCloud;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-identity-center-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
  cloud = new OfflineCloud({
    pkg: "aws",
    store: () => store,
    declaration: (token) => declarations.of(token),
  });
  cloud.place = { account: "111111111111", region: "eu-west-1" };
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function make(kind: keyof typeof kinds, inputs: Bag): Stored {
  const given = kind === "group" ? inputs : { instanceArn, ...inputs };
  const { inputs: checked, failures } = cloud.check(kinds[kind], "it", {
    plain: given,
    secrets: [],
  });
  expect(failures).toEqual([]);
  return cloud.create(kinds[kind], { plain: checked, secrets: [] });
}
const set = (more: Bag = {}) =>
  make("set", { name: "prod-viewer", sessionDuration: "PT8H", ...more });
const assignment = (permissionSetArn: unknown, more: Bag = {}) => ({
  permissionSetArn,
  principalType: "GROUP",
  principalId: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
  targetType: "AWS_ACCOUNT",
  targetId: "222222222222",
  ...more,
});

describe("Identity Center in the offline cloud", () => {
  it("gives ids and ARNs as AWS and the provider do", () => {
    const made = set();
    expect(made.id).toMatch(
      /^arn:aws:sso:::permissionSet\/ssoins-0123456789abcdef\/ps-[0-9a-f]{16},arn:aws:sso:::instance\/ssoins-/,
    );
    const arn = made.id.split(",")[0] ?? "";
    expect(made.state["arn"]).toBe(arn);
    const given = make("assignment", assignment(arn));
    expect(given.id).toBe(
      `f81d4fae-7dec-11d0-a765-00a0c91e6bf6,GROUP,222222222222,AWS_ACCOUNT,${arn},${instanceArn}`,
    );
    const group = make("group", { identityStoreId: "d-1234567890", displayName: "platform" });
    expect(group.id).toBe(`d-1234567890/${String(group.state["groupId"])}`);
    make("assignment", assignment(arn, { principalId: group.state["groupId"] }));
  });

  it("keeps a permission set as long as someone has it, and no longer", () => {
    const made = set();
    make("policy", {
      permissionSetArn: made.state["arn"],
      managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    const given = make("assignment", assignment(made.state["arn"]));
    expect(() => {
      cloud.delete(kinds.set, made.id);
    }).toThrow(/DependencyViolation: .* is used by f81d4fae-.*,GROUP,222222222222/);
    cloud.delete(kinds.assignment, given.id);
    cloud.delete(kinds.set, made.id);
  });

  it.each([
    ["a second set of one name", () => [set(), set()], /ConflictException/],
    ["a name that is too long", () => set({ name: "x".repeat(33) }), /1 to 32/],
    ["a session of a day", () => set({ sessionDuration: "PT24H" }), /PT1H to PT12H/],
    ["a session that is no duration", () => set({ sessionDuration: "8h" }), /PT1H to PT12H/],
    [
      "an assignment of a set that is not there",
      () => make("assignment", assignment("arn:aws:sso:::permissionSet/ssoins-1/ps-1")),
      /ResourceNotFoundException/,
    ],
    [
      "the same assignment twice",
      () => {
        const { arn } = set().state;
        make("assignment", assignment(arn));
        make("assignment", assignment(arn));
      },
      /already exists/,
    ],
    [
      "a group's name in place of its id",
      () => make("assignment", assignment(set().state["arn"], { principalId: "platform" })),
      /principalId/,
    ],
    [
      "an account's name in place of its id",
      () => make("assignment", assignment(set().state["arn"], { targetId: "prod" })),
      /12 digits/,
    ],
    [
      "a policy of the account's own",
      () =>
        make("policy", {
          permissionSetArn: set().state["arn"],
          managedPolicyArn: "arn:aws:iam::111111111111:policy/mine",
        }),
      /AWS manages/,
    ],
    [
      "an inline policy that is no JSON",
      () => make("limits", { permissionSetArn: set().state["arn"], inlinePolicy: "{" }),
      /no JSON/,
    ],
    [
      "a second group of one name",
      () =>
        [1, 2].map(() =>
          make("group", { identityStoreId: "d-1234567890", displayName: "platform" }),
        ),
      /ConflictException/,
    ],
  ])("refuses %s", (_mistake, act, reason) => {
    expect(act).toThrow(reason);
  });
});
