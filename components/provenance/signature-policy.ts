import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";

/** Arguments of {@link SignaturePolicy}. */
export interface SignaturePolicyArgs {
  /** Team slug. */
  readonly team: string;
  /** Prefix of the team's images, such as `<account>.dkr.ecr.<region>.amazonaws.com/payments`. */
  readonly images: string;
  /** Who must have signed: workflow and ref, such as `https://github.com/acme/api/.github/workflows/release.yaml@refs/heads/main`. */
  readonly signers: readonly string[];
}

/** Admits a team's images only if a workflow of the team's own repositories signed them. */
export class SignaturePolicy extends pulumi.ComponentResource {
  public static readonly type = typeToken("provenance", "SignaturePolicy");

  public constructor(
    name: string,
    args: SignaturePolicyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(SignaturePolicy.type, name, checkSignaturePolicyArgs(args), opts);
    super(SignaturePolicy.type, name, args, opts);
    const { team, images, signers } = args;
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "policy.sigstore.dev/v1beta1",
        kind: "ClusterImagePolicy",
        metadata: { name: `team-${team}` },
        spec: {
          mode: "enforce",
          images: [{ glob: `${images}/**` }],
          authorities: signers.map((subject, index) => ({
            name: `signer-${index}`,
            keyless: {
              url: "https://fulcio.sigstore.dev",
              identities: [{ issuer: "https://token.actions.githubusercontent.com", subject }],
            },
            ctlog: { url: "https://rekor.sigstore.dev" },
          })),
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkSignaturePolicyArgs({ team, signers }: SignaturePolicyArgs): ArgIssue[] {
  const workflow =
    /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+@refs\/(heads|tags)\/[\w./-]+$/;
  const issues = slugIssues("team", team);
  if (signers.length === 0) {
    issues.push({ path: "signers", want: "one workflow at least", got: signers });
  }
  signers.forEach((signer, index) => {
    if (!workflow.test(signer)) {
      issues.push({
        path: `signers[${index}]`,
        want: "one workflow of one repository at one ref, without wildcards",
        got: signer,
      });
    }
  });
  return issues;
}
