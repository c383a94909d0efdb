import { every, list, literal, matches, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface GatewayTls {
  readonly kinds: readonly string[];
  readonly secure: RegExp;
  readonly plain: RegExp;
  readonly wide: RegExp;
  readonly modes: readonly string[];
  readonly versions: readonly string[];
  /** The mode in which a gateway of the mesh takes hosts of the mesh. */
  readonly passing: string;
  readonly inMesh: RegExp;
  readonly wants: Readonly<Record<"protocol" | "redirect" | "mode" | "version" | "host", string>>;
}

export function gatewayTls({
  kinds,
  secure,
  plain,
  wide,
  modes,
  versions,
  passing,
  inMesh,
  wants,
}: GatewayTls): Twin {
  const ofServers = (condition: string) => every(list("object", "spec.servers"), "s", condition);
  const protocol = textAt("s", "port.protocol");
  const [isSecure, isPlain] = [matches(protocol, secure), matches(protocol, plain)];
  const named = (hosts: string) => every(hosts, "host", `!${matches("host", wide)}`);
  const bounds = ["tls.minProtocolVersion", "tls.maxProtocolVersion"]
    .map((bound) => `${textAt("s", bound)} in ${literal(versions)}`)
    .join(" && ");
  const mode = textAt("s", "tls.mode");
  const hosts = list("s", "hosts");
  const passes = `(${mode} == ${literal(passing)} && size(${hosts}) > 0 && ${every(hosts, "host", matches("host", inMesh))})`;
  return {
    kinds,
    parts: ["spec"],
    validations: () => [
      { expression: ofServers(`${isSecure} || ${isPlain}`), want: wants.protocol },
      {
        expression: ofServers(`!${isPlain} || s.?tls.?httpsRedirect.orValue(false)`),
        want: wants.redirect,
      },
      {
        expression: ofServers(`!${isSecure} || ${mode} in ${literal(modes)} || ${passes}`),
        want: wants.mode,
      },
      { expression: ofServers(`!${isSecure} || (${bounds})`), want: wants.version },
      {
        expression: `${ofServers(`${passes} || ${named(hosts)}`)} && ${named(list("object", "spec.hosts"))}`,
        want: wants.host,
      },
    ],
  };
}
