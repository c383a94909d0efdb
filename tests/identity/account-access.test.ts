import { beforeEach, describe, expect, it } from "vitest";

import {
  AccessGroup,
  AccountAccess,
  type AccountAccessArgs,
  checkAccountAccessArgs,
} from "../../components/identity";
import { created, startEngine, treeOf, valueOf } from "../harness";

const setKind = "aws:ssoadmin/permissionSet:PermissionSet";
const limitsKind = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const args: AccountAccessArgs = {
  instanceArn,
  account: "nonprod",
  accountId: "111111111111",
  production: false,
  platformGroupId: "g-platform",
  developers: { payments: "g-payments" },
  viewers: { audit: "g-audit" },
  platformResources: ["arn:aws:s3:::acme-state", "arn:aws:s3:::acme-state/*"],
};

const arn = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef";

beforeEach(() => startEngine({}, {}, { [setKind]: { arn } }));

const inputsOf = (kind: string) => created(kind).map(({ inputs }) => inputs);

/** What a persona may not do, of its inline policy. */
function limitsOf(persona: string): Record<string, unknown>[] {
  const found = created(limitsKind).find(({ name }) => name === `people-${persona}-limits`);
  const text = (found?.inputs["inlinePolicy"] ?? "{}") as string;
  const document = JSON.parse(text) as { Statement?: Record<string, unknown>[] };
  return document.Statement ?? [];
}

describe("AccountAccess", () => {
  it("lets the platform administer for 4 hours, and developers change what is not production", async () => {
    await treeOf(new AccountAccess("people", args));
    expect(inputsOf(setKind)).toEqual([
      {
        instanceArn,
        name: "nonprod-administrator",
        description: "Runs the platform",
        sessionDuration: "PT4H",
      },
      {
        instanceArn,
        name: "nonprod-developer",
        description: "Changes everything but identities and the platform's own",
        sessionDuration: "PT4H",
      },
      {
        instanceArn,
        name: "nonprod-viewer",
        description: "Sees what is there, without its data",
        sessionDuration: "PT8H",
      },
    ]);
    const policies = inputsOf("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment");
    expect(policies.map((inputs) => inputs["managedPolicyArn"]).sort()).toEqual([
      "arn:aws:iam::aws:policy/AdministratorAccess",
      "arn:aws:iam::aws:policy/PowerUserAccess",
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    ]);
  });

  it("lets developers only read production, for 8 hours and without its secrets", async () => {
    await treeOf(new AccountAccess("people", { ...args, account: "prod", production: true }));
    const developer = created(setKind).find(({ name }) => name === "people-developer");
    expect(developer?.inputs).toMatchObject({ name: "prod-developer", sessionDuration: "PT8H" });
    const policies = created("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment");
    const policy = policies.find(({ name }) => name === "people-developer-policy");
    expect(policy?.inputs["managedPolicyArn"]).toBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
    expect(limitsOf("developer")).toEqual([
      {
        Sid: "Secrets",
        Effect: "Deny",
        Action: [
          "kms:Decrypt",
          "secretsmanager:GetSecretValue",
          "secretsmanager:BatchGetSecretValue",
          "ssm:GetParameter",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
          "ssm:GetParameterHistory",
        ],
        Resource: ["*"],
      },
      {
        Sid: "Platform",
        Effect: "Deny",
        Action: ["*"],
        Resource: ["arn:aws:s3:::acme-state", "arn:aws:s3:::acme-state/*"],
      },
    ]);
  });

  it("keeps developers off the record of what happened, the keys and the platform's resources", async () => {
    await treeOf(new AccountAccess("people", args));
    const [owned, reserved, ...others] = limitsOf("developer");
    expect(owned).toMatchObject({ Effect: "Deny", Resource: ["*"] });
    expect(owned?.["Action"]).toEqual(
      expect.arrayContaining(["cloudtrail:StopLogging", "kms:ScheduleKeyDeletion"]),
    );
    expect(reserved).toMatchObject({ Sid: "Platform", Effect: "Deny", Action: ["*"] });
    expect(others).toEqual([]);
    expect(limitsOf("viewer")).toEqual([reserved]);
    expect(limitsOf("administrator")).toEqual([]);
  });

  it("gives each set to groups of its persona, in the one account", async () => {
    await treeOf(new AccountAccess("people", args));
    const to = (persona: string, group: string) => ({
      instanceArn,
      permissionSetArn: arn,
      principalType: "GROUP",
      principalId: group,
      targetType: "AWS_ACCOUNT",
      targetId: "111111111111",
      persona,
    });
    const given = created("aws:ssoadmin/accountAssignment:AccountAssignment").map(
      ({ name, inputs }) => ({ ...inputs, persona: name }),
    );
    expect(given.sort((a, b) => (a.persona < b.persona ? -1 : 1))).toEqual([
      to("people-administrator-to-platform", "g-platform"),
      to("people-developer-to-payments", "g-payments"),
      to("people-viewer-to-audit", "g-audit"),
    ]);
  });

  it("makes no set that no group has", async () => {
    const access = new AccountAccess("people", { ...args, developers: {}, viewers: {} });
    await treeOf(access);
    expect(inputsOf(setKind).map((inputs) => inputs["name"])).toEqual(["nonprod-administrator"]);
    expect(Object.keys(await valueOf(access.permissionSetArns))).toEqual(["administrator"]);
  });

  it.each<[string, Partial<AccountAccessArgs>, string]>([
    ["a short account id", { accountId: "1111" }, "accountId"],
    ["a name that no set's name has room for", { account: "n".repeat(19) }, "account"],
    ["a group with a space", { developers: { "A B": "g" } }, "developers.A B"],
    ["a viewers' group with capitals", { viewers: { Audit: "g" } }, "viewers.Audit"],
  ])("refuses %s", (_mistake, more, path) => {
    expect(checkAccountAccessArgs({ ...args, ...more }).map((issue) => issue.path)).toEqual([path]);
  });
});

describe("AccessGroup", () => {
  it("is a group of the identity store", async () => {
    await treeOf(new AccessGroup("platform", { identityStoreId: "d-1", group: "platform" }));
    expect(inputsOf("aws:identitystore/group:Group")).toEqual([
      { identityStoreId: "d-1", displayName: "platform", description: "Made by the platform" },
    ]);
  });
});
