import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** A ValidatingAdmissionPolicy and its binding, such as the policy pack makes of its rules. */
export interface AdmissionManifest {
  /** Id of the rule. */
  readonly rule: string;
  readonly policy: k8s.types.input.admissionregistration.v1.ValidatingAdmissionPolicy & {
    readonly metadata: { readonly name: string };
  };
  readonly binding: k8s.types.input.admissionregistration.v1.ValidatingAdmissionPolicyBinding & {
    readonly metadata: { readonly name: string };
  };
}

/** Arguments of {@link AdmissionPolicies}. */
export interface AdmissionPoliciesArgs {
  readonly policies: readonly AdmissionManifest[];
}

/** Rules that the cluster itself keeps, whoever asks and by whatever tool. */
export class AdmissionPolicies extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "AdmissionPolicies");

  public constructor(
    name: string,
    args: AdmissionPoliciesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(AdmissionPolicies.type, name, checkAdmissionPoliciesArgs(args), opts);
    super(AdmissionPolicies.type, name, args, opts);
    const { v1 } = k8s.admissionregistration;
    for (const { rule, policy, binding } of args.policies) {
      const own = `${name}-${rule.toLowerCase()}`;
      const { metadata, spec } = policy;
      const made = new v1.ValidatingAdmissionPolicy(own, { metadata, spec }, { parent: this });
      new v1.ValidatingAdmissionPolicyBinding(
        `${own}-binding`,
        { metadata: binding.metadata, spec: binding.spec },
        { parent: this, dependsOn: made },
      );
    }
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkAdmissionPoliciesArgs({ policies }: AdmissionPoliciesArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  const seen = new Set<string>();
  policies.forEach(({ rule }, index) => {
    if (seen.has(rule)) {
      issues.push({ path: `policies[${index}].rule`, want: "each rule once", got: rule });
    }
    seen.add(rule);
  });
  return issues;
}
