/**
 * Whether two hosts of routes have a name in common. A wildcard stands for one label or more.
 * https://gateway-api.sigs.k8s.io/reference/spec/#hostname
 */
export const haveCommon = (one: string, other: string): boolean =>
  one === other || spans(one, other) || spans(other, one);

/** Whether a wildcard covers a name, or all of another wildcard. */
export const spans = (pattern: string, name: string): boolean =>
  pattern.startsWith("*") && name.endsWith(pattern.slice(1));
