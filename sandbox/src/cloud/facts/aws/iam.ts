import type { HandFacts } from "../kind-facts";
import { keyOf, text } from "./naming";

const role = "aws:iam/role:Role";
const policy = "aws:iam/policy:Policy";
const taken = "EntityAlreadyExists";
const roleByName = { role: { token: role, by: ["id", "name"], code: "NoSuchEntity" } };

/** Refuses a policy document that is no JSON (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). */
const malformed =
  (property: string): HandFacts["refuse"] =>
  (inputs) => {
    try {
      JSON.parse(String(inputs[property]));
      return [];
    } catch {
      return [`MalformedPolicyDocument: ${property} is no JSON`];
    }
  };

/** The kinds of IAM, which have no region. */
export const iamKinds: Readonly<Record<string, HandFacts>> = {
  [role]: {
    autoName: "name",
    global: true,
    id: ({ name }) => String(name),
    outputs: ({ path = "/" }, id, { account, random }) => ({
      arn: `arn:aws:iam::${account}:role${String(path)}${id}`,
      uniqueId: `AROA${random(17).toUpperCase()}`,
    }),
    unique: { key: ({ name }) => text(name), code: taken },
    refuse: malformed("assumeRolePolicy"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    autoName: "name",
    global: true,
    id: ({ role: of, name }) => `${String(of)}:${String(name)}`,
    references: roleByName,
    unique: { key: (inputs) => keyOf(inputs["role"], inputs["name"]), code: taken },
    refuse: malformed("policy"),
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    global: true,
    id: ({ role: of, policyArn }) => `${String(of)}/${String(policyArn)}`,
    references: {
      ...roleByName,
      policyArn: {
        token: policy,
        by: ["arn"],
        code: "NoSuchEntity",
        except: /^arn:aws:iam::aws:policy\//,
      },
    },
    unique: { key: (inputs) => keyOf(inputs["role"], inputs["policyArn"]), code: taken },
  },
  [policy]: {
    autoName: "name",
    global: true,
    id: ({ path = "/", name }, { account }) =>
      `arn:aws:iam::${account}:policy${String(path)}${String(name)}`,
    outputs: (_inputs, id) => ({ arn: id }),
    unique: { key: ({ name }) => text(name), code: taken },
    refuse: malformed("policy"),
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    global: true,
    id: ({ url }, { account }) =>
      `arn:aws:iam::${account}:oidc-provider/${String(url).replace("https://", "")}`,
    outputs: (_inputs, id) => ({ arn: id }),
    unique: { key: ({ url }) => text(url), code: taken },
  },
};

/** How another kind names a role by its ARN; service-linked roles need not exist here. */
export const roleByArn = {
  token: role,
  by: ["arn"],
  code: "InvalidParameterException",
  except: /:role\/aws-service-role\//,
};
