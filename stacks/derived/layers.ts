/** Every layer, in the order in which they come up, for programs that do not load the contracts. */
export const layerNames: readonly string[] = [
  "organization",
  "account",
  "identity",
  "tools",
  "network",
  "cluster",
  "services",
  "environment",
  "team",
  "workspace",
];

/** The first part of a stack's name, which picks its program. */
export const firstPart = (stack: string): string => stack.split(".")[0] ?? "";
