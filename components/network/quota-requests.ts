import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
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
