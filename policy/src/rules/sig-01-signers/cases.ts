import type { Example } from "../example";
import { github, v1alpha1, v1beta1 } from "./rule";

const subject = "https://github.com/acme/api/.github/workflows/release.yaml@refs/heads/main";
const signer = { issuer: github, subject };
const keyless = (...identities: object[]) => ({ name: "signer", keyless: { identities } });
const policy = (...authorities: object[]) => ({ spec: { mode: "enforce", authorities } });
const signed = (change: object) => ({ props: policy(keyless({ ...signer, ...change })) });

const by = (service: object, ctlog: object = {}) => ({
  props: policy({ keyless: { identities: [signer], ...service }, ctlog }),
});

export const good: readonly Example[] = [
  { props: policy(keyless(signer)) },
  { props: policy(keyless(signer), keyless(signer, { ...signer })) },
  { props: policy({ static: { action: "fail" } }) },
  signed({ subject: "https://github.com/acme/api/.github/workflows/a.yml@refs/tags/v1.2.0" }),
  signed({ issuerRegExp: "", subjectRegExp: "" }),
  {
    settings: { issuers: ["https://gitlab.example.com"] },
    ...signed({
      issuer: "https://gitlab.example.com",
      subject: "https://gitlab.example.com/acme/api//.gitlab-ci.yml@refs/heads/main",
    }),
  },
  { type: v1alpha1, props: policy(keyless(signer)) },
  { props: { spec: { authorities: [keyless(signer)] } } },
  { props: { spec: { mode: "", authorities: [keyless(signer)] } } },
  by({ url: "https://fulcio.sigstore.dev", insecureIgnoreSCT: false }),
  by({ url: "https://fulcio.sigstore.dev/" }, { url: "https://rekor.sigstore.dev" }),
  {
    ...by({ url: "https://fulcio.acme.example" }, { trustRootRef: "acme" }),
    settings: { sigstore: ["https://fulcio.acme.example", "acme"] },
  },
  { type: `${v1beta1}Patch`, props: { metadata: { labels: { team: "payments" } } } },
];

export const bad: readonly Example[] = [
  { props: {} },
  { props: policy() },
  { props: policy(keyless()) },
  { props: policy({ keyless: { url: "https://fulcio.sigstore.dev" } }) },
  { props: policy({ key: { kms: "awskms:///alias/sign" } }) },
  { props: policy({ static: { action: "pass" } }) },
  { props: policy(keyless(signer), keyless({})) },
  signed({ issuer: undefined }),
  signed({ issuer: "https://issuer.example.com" }),
  signed({ issuer: undefined, issuerRegExp: ".*" }),
  signed({ issuerRegExp: "https://token.*" }),
  signed({ subject: undefined, subjectRegExp: "https://github.com/acme/.*" }),
  signed({ subjectRegExp: subject }),
  signed({ subject: undefined }),
  signed({ subject: "https://github.com/acme/api" }),
  signed({ subject: "https://github.com/acme/api/.github/workflows/release.yaml" }),
  signed({ subject: "https://github.com/acme/api/.github/workflows/*.yaml@refs/heads/main" }),
  signed({ subject: "https://github.com/acme/*/.github/workflows/a.yaml@refs/heads/main" }),
  signed({ subject: "https://*/acme/api/.github/workflows/a.yaml@refs/heads/main" }),
  signed({ subject: `${subject}*` }),
  signed({ subject: "https://github.com/acme/api/.github/workflows/a.yaml@refs/pull/1/merge" }),
  signed({ subject: `x${subject}` }),
  signed({ subject: "https://github.com/acme/release.yaml@refs/heads/main" }),
  signed({ subject: "https://github.com/acme/api/.github/workflows/a@refs/heads/main" }),
  { tier: "sandbox", ...signed({ subjectRegExp: ".*" }) },
  { type: v1alpha1, props: policy(keyless({ ...signer, subjectRegExp: ".*" })) },
  { type: `${v1beta1}Patch`, props: policy() },
  { props: { spec: { mode: "warn", authorities: [keyless(signer)] } } },
  { type: `${v1beta1}Patch`, props: { spec: { mode: "warn" } } },
  by({ insecureIgnoreSCT: true }),
  by({ insecureIgnoreSCT: "true" }),
  by({ url: "https://fulcio.attacker.example" }),
  by({ url: "https://fulcio.sigstore.dev.attacker.example" }),
  by({ trustRootRef: "other" }),
  by({ "ca-cert": { data: "LS0t" } }),
  by({}, { url: "https://rekor.attacker.example" }),
  by({}, { trustRootRef: "other" }),
  { type: `${v1alpha1}Patch`, props: policy({ static: { action: "pass" } }) },
];
