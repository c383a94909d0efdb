import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues, formIssues, regionIssues } from "../lib/plain";
import { isNetwork } from "./ranges";

/** Arguments of {@link Endpoints}. */
export interface EndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** The VPC's ranges, which may reach the interface endpoints. */
  readonly cidrs: readonly string[];
  /** Tables that route to the gateway endpoints. */
  readonly routeTableIds: readonly pulumi.Input<string>[];
  /** Subnets of the interface endpoints, one per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Services with an interface endpoint, such as `ecr.api`. */
  readonly services: readonly string[];
}

/** Both are free; https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
const gatewayServices = ["s3", "dynamodb"];

/** AWS services without a way through NAT: gateway endpoints always, interface endpoints by name. */
export class Endpoints extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "Endpoints");

  public constructor(name: string, args: EndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Endpoints.type, name, checkEndpointsArgs(args), opts);
    super(Endpoints.type, name, args, opts);
    const { vpcId, region, services } = args;
    const child = { parent: this };

    for (const service of gatewayServices) {
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId,
          serviceName: `com.amazonaws.${region}.${service}`,
          vpcEndpointType: "Gateway",
          routeTableIds: [...args.routeTableIds],
        },
        child,
      );
    }
    if (services.length > 0) {
      const group = this.group(name, args);
      for (const service of services) {
        new aws.ec2.VpcEndpoint(
          `${name}-${service}`,
          {
            vpcId,
            serviceName: `com.amazonaws.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: [...args.subnetIds],
            securityGroupIds: [group.id],
          },
          child,
        );
      }
    }
    this.registerOutputs({});
  }

  private group(name: string, { vpcId, cidrs }: EndpointsArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      { vpcId, description: "AWS services for the VPC" },
      { parent: this },
    );
    for (const cidrIpv4 of cidrs) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-endpoints-${cidrIpv4}`,
        { securityGroupId: group.id, cidrIpv4, ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        { parent: this },
      );
    }
    return group;
  }
}

/** Every problem with the plain arguments. Pure. */
function checkEndpointsArgs(args: EndpointsArgs): ArgIssue[] {
  const { region, cidrs, subnetIds, services } = args;
  return [
    ...regionIssues("region", region),
    ...cidrs.flatMap((cidr, index) =>
      isNetwork(cidr) ? [] : [{ path: `cidrs[${index}]`, want: "an IPv4 network", got: cidr }],
    ),
    ...(services.length === 0 ? [] : emptyIssues("subnetIds", subnetIds, "subnet")),
    ...services.flatMap((service, index) =>
      formIssues(
        `services[${index}]`,
        service,
        /^[a-z0-9-]+(\.[a-z0-9-]+)*$/,
        "an AWS service such as ecr.api",
      ),
    ),
  ];
}
