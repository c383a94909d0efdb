import type { Example } from "../example";
import { cloudBad, cloudGood } from "./clouds-cases";
import { appRole, hour, kubernetes } from "./rule";

const ttl = { tokenTtl: hour, tokenMaxTtl: hour };
const workload = {
  roleType: "jwt",
  boundAudiences: ["openbao"],
  boundClaims: { sub: "system:serviceaccount:shop:workload" },
  ...ttl,
};
const person = { roleType: "oidc", boundAudiences: ["openbao"], ...ttl };
const account = {
  boundServiceAccountNames: ["workload"],
  boundServiceAccountNamespaces: ["shop"],
  audience: "openbao",
  ...ttl,
};
const byToken = (change: object) => ({ props: { ...workload, ...change } });
const byAccount = (change: object) => ({ type: kubernetes, props: { ...account, ...change } });

const byApp = (change: object) => ({
  type: appRole,
  props: { roleName: "ci", secretIdTtl: 600, ...ttl, ...change },
});

/** Claims of pipelines' tokens that strangers' tokens have, too. */
const claims = [
  "iss aud exp iat nbf jti environment environment_protected environment_action deployment_tier",
  "ref ref_type ref_path ref_protected base_ref head_ref sha",
  "repository_owner repository_owner_id repository_visibility project_visibility",
  "enterprise enterprise_id namespace_path namespace_id",
  "event_name pipeline_source workflow workflow_sha job_workflow_sha",
  "run_id run_number run_attempt pipeline_id job_id check_run_id",
  "actor actor_id user_login user_id user_email runner_environment runner_id",
  "email_verified typ scope acr amr auth_time ver job_workflow_ref tid hd name",
].flatMap((row) => row.split(" "));

/** Claims that each name someone by themselves. */
const someone = [
  "sub repository repository_id repositoryUuid workflow_ref project_path project_id",
  "ci_config_ref_uri oidc.circleci.com/project-id terraform_workspace_id terraform_project_id",
  "terraform_full_workspace /kubernetes.io/serviceaccount/uid email preferred_username upn oid",
  "groups xms_mirid azp client_id appid /google/compute_engine/instance_id",
].flatMap((row) => row.split(" "));

export const good: readonly Example[] = [
  byToken({}),
  byToken({ tokenTtl: 1, tokenMaxTtl: "3600", tokenPeriod: 0 }),
  byToken({ boundClaims: undefined, boundSubject: "system:serviceaccount:shop:workload" }),
  byToken({ boundAudiences: "openbao" }),
  byToken({ boundClaims: { repository: "acme/api", environment: "dev,prod" } }),
  byToken({ boundClaims: { sub: "repo:acme@1234567/api@7654321:environment:prod" } }),
  byToken({
    boundClaims: undefined,
    boundSubject: "repo:acme@1234567/api@7654321:environment:prod",
  }),
  { props: person },
  { props: { ...person, roleType: undefined } },
  { props: { ...person, boundClaims: { groups: "payments" } } },
  byAccount({}),
  byAccount({ boundServiceAccountNames: ["a", "b"], tokenTtl: 900 }),
  byAccount({ boundServiceAccountNamespaceSelector: "" }),
  { ...byAccount({}), tier: "sandbox" },
  byToken({ boundClaims: { repository_id: "7654321", ref: "refs/heads/main" } }),
  byToken({ boundClaims: { project_path: "acme/api", iss: "https://gitlab.com" } }),
  byToken({ boundClaims: { "/kubernetes.io/namespace": "shop" } }),
  byToken({ boundClaims: { iss: "https://i.example" }, boundSubject: "system:serviceaccount:a:b" }),
  ...someone.map((claim) => byToken({ boundClaims: { [claim]: "a" } })),
  { ...byToken({ boundClaims: { "/acme/team": "shop" } }), settings: { claims: ["acme/*"] } },
  byApp({}),
  byApp({ bindSecretId: "true", secretIdTtl: "60" }),
  byApp({ secretIdTtl: 1 }),
  ...cloudGood,
];

export const bad: readonly Example[] = [
  byToken({ boundAudiences: undefined }),
  byToken({ boundAudiences: [] }),
  byToken({ boundAudiences: ["openbao", "*"] }),
  byToken({ boundAudiences: [""] }),
  byToken({ boundClaims: undefined }),
  byToken({ boundClaims: {} }),
  byToken({ boundClaims: undefined, boundSubject: "" }),
  byToken({ boundClaims: { sub: "system:serviceaccount:*:workload" } }),
  byToken({ boundClaims: { sub: "" } }),
  byToken({ boundClaims: { repository: "acme/api", environment: "dev,,prod" } }),
  byToken({ boundClaims: { sub: "a, " } }),
  byToken({ boundSubject: "system:serviceaccount:shop:*" }),
  byToken({ boundSubject: "repo:acme@1234567/*@7654321:environment:prod" }),
  byToken({ tokenTtl: undefined }),
  byToken({ tokenTtl: 3601 }),
  byToken({ tokenTtl: 0 }),
  byToken({ tokenMaxTtl: undefined }),
  byToken({ tokenMaxTtl: 86400 }),
  byToken({ tokenPeriod: 60 }),
  { props: { ...person, boundAudiences: undefined } },
  { props: { ...person, boundClaims: { groups: "*" } } },
  { props: { ...person, tokenMaxTtl: 7200 } },
  { ...byToken({ boundClaims: {} }), tier: "sandbox" },
  byAccount({ boundServiceAccountNames: ["*"] }),
  byAccount({ boundServiceAccountNames: ["workload", "app-*"] }),
  byAccount({ boundServiceAccountNames: [] }),
  byAccount({ boundServiceAccountNamespaces: ["*"] }),
  byAccount({ boundServiceAccountNamespaces: undefined }),
  byAccount({ boundServiceAccountNamespaceSelector: '{"matchLabels":{"team":"shop"}}' }),
  byAccount({ audience: undefined }),
  byAccount({ audience: "" }),
  byAccount({ audience: "*" }),
  byAccount({ tokenTtl: 7200 }),
  byAccount({ tokenMaxTtl: 0 }),
  ...claims.map((claim) => byToken({ boundClaims: { [claim]: "a" } })),
  byToken({ boundClaims: { ref: "refs/heads/main", environment: "prod" } }),
  byToken({ boundClaims: { repository_owner_id: "1234567", environment: "prod" } }),
  byToken({ boundClaims: { "/repository_owner": "acme" } }),
  byToken({ boundClaims: { "/acme/team": "shop" } }),
  { ...byToken({ boundClaims: { team: "shop" } }), settings: { claims: ["acme/*"] } },
  byToken({ boundClaims: { namespace_path: "acme", ref_protected: "true" } }),
  byApp({ bindSecretId: false }),
  byApp({ secretIdTtl: 0 }),
  byApp({ secretIdTtl: undefined }),
  byApp({ tokenTtl: 0 }),
  ...cloudBad,
];
