import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { wholeIssues } from "../lib/plain";
import type { QuotaNeed } from "./quota-needs";

/** Arguments of {@link QuotaRequests}. */
export interface QuotaRequestsArgs {
  /** Needs in the provider's account and region. */
  readonly needs: readonly QuotaNeed[];
}

/**
 * Asks AWS for what the plan needs beyond what every account has. AWS may take days to grant a
 * request; taking one away leaves the quota as it is.
 */
export class QuotaRequests extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "QuotaRequests");

  /** Requested values by `<service>/<code>`. */
  public readonly requested: pulumi.Output<Record<string, number>>;

  public constructor(
    name: string,
    args: QuotaRequestsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(QuotaRequests.type, name, checkQuotaRequestsArgs(args), opts);
    super(QuotaRequests.type, name, args, opts);
    const requested: Record<string, pulumi.Output<number>> = {};
    for (const { service, code, needed, byDefault } of args.needs) {
      if (needed > byDefault) {
        const quota = new aws.servicequotas.ServiceQuota(
          `${name}-${service}-${code}`,
          { serviceCode: service, quotaCode: code, value: needed },
          { parent: this },
        );
        requested[`${service}/${code}`] = quota.value;
      }
    }
    this.requested = pulumi.output(requested);
    this.registerOutputs({ requested: this.requested });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkQuotaRequestsArgs({ needs }: QuotaRequestsArgs): ArgIssue[] {
  const counted = needs.filter(({ service, code }, index) =>
    needs.slice(0, index).some((other) => other.service === service && other.code === code),
  );
  return [
    ...needs.flatMap(({ needed }, index) => wholeIssues(`needs[${index}].needed`, needed, 0)),
    ...counted.map(({ service, code }) => ({
      path: "needs",
      want: "each quota once",
      got: `${service}/${code}`,
    })),
  ];
}
