import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { isNetwork, overlaps } from "./ranges";

/** The ranges of one environment. */
export interface IpamPool {
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** IPv4 ranges, such as `10.0.0.0/16`. */
  readonly cidrs: readonly string[];
}

/** Arguments of {@link Ipam}. */
export interface IpamArgs {
  /** Region that the IPAM is kept in. */
  readonly homeRegion: string;
  /** Pools by environment. */
  readonly environments: Readonly<Record<string, IpamPool>>;
}

/**
 * AWS IPAM with a pool a region and, in it, a pool an environment. The ranges are the address
 * plan's own, so they are known at preview. Each active address is billed by the hour
 * (https://aws.amazon.com/vpc/pricing/).
 */
export class Ipam extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "Ipam");

  public readonly ipamId: pulumi.Output<string>;
  /** Pool of each environment. */
  public readonly poolIds: pulumi.Output<Record<string, string>>;

  public constructor(name: string, args: IpamArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Ipam.type, name, checkIpamArgs(args), opts);
    super(Ipam.type, name, args, opts);
    const { homeRegion, environments } = args;
    const regions = [...new Set(Object.values(environments).map(({ region }) => region))].sort();

    const ipam = new aws.ec2.VpcIpam(
      name,
      {
        operatingRegions: [...new Set([homeRegion, ...regions])].map((regionName) => ({
          regionName,
        })),
      },
      { parent: this },
    );
    const poolIds: Record<string, pulumi.Output<string>> = {};
    for (const region of regions) {
      const own = Object.entries(environments).filter(([, pool]) => pool.region === region);
      const whole = this.pool(`${name}-${region}`, ipam, {
        region,
        cidrs: own.flatMap(([, { cidrs }]) => cidrs),
      });
      for (const [environment, pool] of own) {
        poolIds[environment] = this.pool(`${name}-${environment}`, ipam, pool, whole).id;
      }
    }

    this.ipamId = ipam.id;
    this.poolIds = pulumi.output(poolIds);
    this.registerOutputs({ ipamId: this.ipamId, poolIds: this.poolIds });
  }

  /** A pool, whose ranges are there once the ranges of the pool around it are. */
  private pool(
    name: string,
    ipam: aws.ec2.VpcIpam,
    { region, cidrs }: IpamPool,
    around?: Provisioned,
  ): Provisioned {
    const { id } = new aws.ec2.VpcIpamPool(
      name,
      {
        addressFamily: "ipv4",
        ipamScopeId: ipam.privateDefaultScopeId,
        locale: region,
        ...(around === undefined ? {} : { sourceIpamPoolId: around.id }),
      },
      { parent: this },
    );
    const ranges = cidrs.map(
      (cidr) =>
        new aws.ec2.VpcIpamPoolCidr(
          `${name}-${cidr}`,
          { ipamPoolId: id, cidr },
          { parent: this, dependsOn: [...(around?.ranges ?? [])] },
        ),
    );
    return { id, ranges };
  }
}

interface Provisioned {
  readonly id: pulumi.Output<string>;
  readonly ranges: readonly aws.ec2.VpcIpamPoolCidr[];
}

/** Every problem with the plain arguments. Pure. */
export function checkIpamArgs({ environments }: IpamArgs): ArgIssue[] {
  const ranges = Object.entries(environments).flatMap(([name, { cidrs }]) =>
    cidrs.map((cidr, index) => ({ path: `environments.${name}.cidrs[${index}]`, cidr })),
  );
  const malformed = ranges.filter(({ cidr }) => !isNetwork(cidr));
  const sound = ranges.filter(({ cidr }) => isNetwork(cidr));
  const overlapping = sound.filter(({ cidr }, index) =>
    sound.slice(0, index).some((other) => overlaps(cidr, other.cidr)),
  );
  return [
    ...malformed.map(({ path, cidr }) => ({
      path,
      want: "an IPv4 network such as 10.0.0.0/16",
      got: cidr,
    })),
    ...overlapping.map(({ path, cidr }) => ({
      path,
      want: "a range that no other pool has",
      got: cidr,
    })),
  ];
}
