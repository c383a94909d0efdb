import { type Node, some, type Truth } from "./node";

/** Whether one of a certificate's names covers a host. A wildcard stands for one label. */
export function covers(names: readonly Node[], host: string): Truth {
  const parent = host.replace(/^[^.]+/, "*");
  return some(names, (name) => host !== "" && (name === host || name === parent));
}

/** Whether a host is in a domain, or is it; `*.` and one label count alike. */
export const isIn = (domain: string, host: string) =>
  host === domain || host.endsWith(`.${domain}`);
