import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { hostIssues } from "../lib/plain";

/** Arguments of {@link DelegatedZone}. */
export interface DelegatedZoneArgs {
  /** Domain of the zone, such as `dev.platform.example.com`. */
  readonly domain: string;
  /** Zone of the parent domain. */
  readonly parentZoneId: pulumi.Input<string>;
  /** Provider of the account that holds the parent zone. */
  readonly parentProvider: pulumi.ProviderResource;
}

/** A DNS zone in the environment's account, delegated from the organisation's. */
export class DelegatedZone extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "DelegatedZone");

  public readonly zoneId: pulumi.Output<string>;
  public readonly zoneArn: pulumi.Output<string>;
  public readonly domain: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DelegatedZoneArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(DelegatedZone.type, name, checkDelegatedZoneArgs(args), opts);
    const { parentProvider, ...inputs } = args;
    super(DelegatedZone.type, name, inputs, opts);
    const { domain, parentZoneId } = args;

    const zone = new aws.route53.Zone(name, { name: domain }, { parent: this, protect: true });
    new aws.route53.Record(
      `${name}-delegation`,
      { zoneId: parentZoneId, name: domain, type: "NS", ttl: 300, records: zone.nameServers },
      { parent: this, provider: parentProvider },
    );

    this.zoneId = zone.zoneId;
    this.zoneArn = zone.arn;
    this.domain = zone.name;
    this.registerOutputs({ zoneId: this.zoneId, zoneArn: this.zoneArn, domain: this.domain });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkDelegatedZoneArgs({ domain }: DelegatedZoneArgs): ArgIssue[] {
  return hostIssues("domain", domain);
}
