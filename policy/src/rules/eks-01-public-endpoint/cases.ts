import type { Example } from "../example";

/** The same cluster of the aws-native provider. */
const native = (resourcesVpcConfig?: object): Example => ({
  type: "aws-native:eks:Cluster",
  props: { ...(resourcesVpcConfig && { resourcesVpcConfig }) },
});

export const good: readonly Example[] = [
  { props: { vpcConfig: { endpointPublicAccess: false } } },
  { props: { vpcConfig: { endpointPublicAccess: "false", publicAccessCidrs: ["0.0.0.0/0"] } } },
  { props: { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } } },
  { props: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: "203.0.113.7/32" } } },
  { props: { vpcConfig: { publicAccessCidrs: ["198.51.100.0/24", "2001:db8::/32"] } } },
  native({ endpointPublicAccess: false }),
  native({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
];

export const bad: readonly Example[] = [
  { props: {}, says: "given none listed" },
  { props: { vpcConfig: { subnetIds: ["subnet-1"] } } },
  { props: { vpcConfig: { publicAccessCidrs: ["::/0"] } } },
  { props: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: [] } } },
  {
    props: { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/1"] } },
    says: "given 0.0.0.0/1",
  },
  { props: { vpcConfig: { endpointPublicAccess: "true", publicAccessCidrs: "0.0.0.0/0" } } },
  native(),
  { ...native({ publicAccessCidrs: ["0.0.0.0/0"] }), says: "resourcesVpcConfig.publicAccessCidrs" },
];
