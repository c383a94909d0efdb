import type { HandFacts, Reference } from "../kind-facts";
import { keyOf } from "./naming";

const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";
const conflict = "ConflictException";

const ofSet: Reference = {
  token: permissionSet,
  by: ["arn"],
  code: "ResourceNotFoundException",
};
/** Policies go with their set; AWS keeps a set that someone has. */
const withSet = { permissionSetArn: { ...ofSet, onDelete: "cascade" } } as const;

const uuid = (random: (length: number) => string) =>
  [8, 4, 4, 4, 12].map((length) => random(length)).join("-");

/** 1 to 12 hours; https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html */
function withinHours(duration: string): boolean {
  const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total >= 60 && total <= 12 * 60;
}

/** A group's or a user's id; https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
const principal = /^([0-9a-f]{10}-)?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/** IAM Identity Center and its identity store. SCIM may have made the groups, so they need not exist here. */
export const identityCenterKinds: Readonly<Record<string, HandFacts>> = {
  [permissionSet]: {
    autoName: "name",
    // `<ARN>,<instance ARN>`: internal/service/ssoadmin/permission_set.go of the provider.
    id: ({ instanceArn }, { random }) =>
      `arn:aws:sso:::permissionSet/${String(instanceArn).split("/").at(-1) ?? ""}/ps-${random(16)},${String(instanceArn)}`,
    outputs: (_inputs, id) => ({ arn: id.split(",")[0], createdDate: "2025-01-01T00:00:00Z" }),
    unique: { key: ({ instanceArn, name }) => keyOf(instanceArn, name), code: conflict },
    refuse: ({ name, sessionDuration = "PT1H" }) => [
      ...(/^[\w+=,.@-]{1,32}$/.test(String(name))
        ? []
        : [`ValidationException: want a name of 1 to 32 of letters, digits and +=,.@-_`]),
      ...(withinHours(String(sessionDuration))
        ? []
        : [`ValidationException: want a sessionDuration of PT1H to PT12H`]),
    ],
  },
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": {
    id: ({ managedPolicyArn, permissionSetArn, instanceArn }) =>
      [managedPolicyArn, permissionSetArn, instanceArn].map(String).join(","),
    outputs: ({ managedPolicyArn }) => ({
      managedPolicyName: String(managedPolicyArn).split("/").at(-1),
    }),
    references: withSet,
    unique: {
      key: ({ managedPolicyArn, permissionSetArn }) => keyOf(managedPolicyArn, permissionSetArn),
      code: conflict,
    },
    // https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AttachManagedPolicyToPermissionSet.html
    refuse: ({ managedPolicyArn }) =>
      /^arn:aws:iam::aws:policy\//.test(String(managedPolicyArn))
        ? []
        : ["ValidationException: want a policy that AWS manages"],
  },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": {
    id: ({ permissionSetArn, instanceArn }) => `${String(permissionSetArn)},${String(instanceArn)}`,
    references: withSet,
    unique: { key: ({ permissionSetArn }) => keyOf(permissionSetArn), code: conflict },
    refuse: ({ inlinePolicy }) => {
      try {
        JSON.parse(String(inlinePolicy));
        return [];
      } catch {
        return ["ValidationException: inlinePolicy is no JSON"];
      }
    },
  },
  "aws:ssoadmin/accountAssignment:AccountAssignment": {
    id: (inputs) =>
      ["principalId", "principalType", "targetId", "targetType", "permissionSetArn", "instanceArn"]
        .map((property) => String(inputs[property]))
        .join(","),
    references: { permissionSetArn: ofSet },
    unique: {
      key: ({ principalId, targetId, permissionSetArn }) =>
        keyOf(principalId, targetId, permissionSetArn),
      code: "already exists",
    },
    refuse: ({ principalId, targetId }) => [
      ...(principal.test(String(principalId))
        ? []
        : ["ValidationException: want the id of a group or a user as principalId"]),
      ...(/^\d{12}$/.test(String(targetId))
        ? []
        : ["ValidationException: want an account's 12 digits as targetId"]),
    ],
  },
  "aws:identitystore/group:Group": {
    id: ({ identityStoreId }, { random }) => `${String(identityStoreId)}/${uuid(random)}`,
    outputs: (_inputs, id) => ({
      groupId: id.split("/").at(-1),
      arn: `arn:aws:identitystore:::group/${id.split("/").at(-1) ?? ""}`,
      externalIds: [],
    }),
    unique: {
      key: ({ identityStoreId, displayName }) => keyOf(identityStoreId, displayName),
      code: conflict,
    },
  },
};
