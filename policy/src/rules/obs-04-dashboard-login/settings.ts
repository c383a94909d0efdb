import type { Node, Truth } from "../../kit/node";

/** A setting: Grafana prefers the environment to its file. */
export function setting(values: Node, section: string, key: string): Node {
  const variable = `GF_${section}_${key}`.toUpperCase().replaceAll(".", "_");
  const inEnvironment = values.key("env").key(variable);
  return inEnvironment.absent ? values.key("grafana.ini").key(section).key(key) : inEnvironment;
}

export const isOn = (node: Node): Truth => hasFlag(node, true);
export const isOff = (node: Node): Truth => hasFlag(node, false);

function hasFlag({ unknown, value }: Node, flag: boolean): Truth {
  return unknown ? "unknown" : value === flag || value === String(flag);
}
