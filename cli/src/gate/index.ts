export { type EstateOptions, gateEstate } from "./estate";
export { excusedBy } from "./excused";
export type { GuidanceOptions } from "./inputs/guidance";
export { type GateOptions, gateStacks } from "./stacks";
