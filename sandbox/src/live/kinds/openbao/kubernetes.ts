import { computed, type Fields, flag, hidden, set, text } from "../rest/fields";
import type { Table } from "../rest/table";
import { atPath } from "./openbao-access";
import { pem, pems } from "./pem";
import { tokenFields } from "./tokens";

const configFields: Fields = {
  kubernetesHost: text("kubernetes_host"),
  kubernetesCaCert: computed(pem("kubernetes_ca_cert")),
  tokenReviewerJwt: hidden(text("token_reviewer_jwt")),
  pemKeys: pems("pem_keys"),
  issuer: text("issuer"),
  disableIssValidation: computed(flag("disable_iss_validation")),
  disableLocalCaJwt: computed(flag("disable_local_ca_jwt")),
};

/** `vault:kubernetes/authBackendConfig:AuthBackendConfig`; it goes with its backend, not before. */
export const kubernetesConfig: Table = {
  label: "configuration of the Kubernetes login",
  name: "backend",
  address: ["backend"],
  fields: configFields,
  access: (api) => ({
    ...atPath(({ backend = "kubernetes" }) => `auth/${String(backend)}/config`, configFields)(api),
    delete: () => Promise.resolve(),
  }),
};

const roleFields: Fields = {
  boundServiceAccountNames: set("bound_service_account_names"),
  boundServiceAccountNamespaces: set("bound_service_account_namespaces"),
  boundServiceAccountNamespaceSelector: text("bound_service_account_namespace_selector"),
  audience: text("audience"),
  aliasNameSource: computed(text("alias_name_source")),
  ...tokenFields,
};

/** `vault:kubernetes/authBackendRole:AuthBackendRole`; its id is `auth/<backend>/role/<name>`. */
export const kubernetesRole: Table = {
  label: "role of the Kubernetes login",
  name: "roleName",
  address: ["backend", "roleName"],
  fields: roleFields,
  access: atPath(
    ({ backend = "kubernetes", roleName }) => `auth/${String(backend)}/role/${String(roleName)}`,
    roleFields,
  ),
};
