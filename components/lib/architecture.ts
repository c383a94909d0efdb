/** Architectures of processors, as EKS names them in the types of its images. */
export type Architecture = "ARM_64" | "x86_64";

/**
 * The architecture of an instance type: `g` behind the generation, as in m7g.large, is Graviton's. A1,
 * which has none, is Graviton too, and P6e-GB200 has NVIDIA's Grace;
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export const architectureOf = (instanceType: string): Architecture =>
  /^([a-z]+\d+g|(a1|p6e-gb200)\.)/.test(instanceType) ? "ARM_64" : "x86_64";

/** Whether instances of all types can start from one image. */
export const areAlike = (instanceTypes: readonly string[]): boolean =>
  new Set(instanceTypes.map(architectureOf)).size <= 1;
