import { every, list, literal, matches, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface GatewayTls {
  readonly secure: RegExp;
  readonly plain: RegExp;
  readonly wide: RegExp;
  readonly modes: readonly string[];
  readonly versions: readonly string[];
  readonly wants: Readonly<Record<"protocol" | "redirect" | "mode" | "version" | "host", string>>;
}

export function gatewayTls({ secure, plain, wide, modes, versions, wants }: GatewayTls): Twin {
  const ofServers = (condition: string) => every(list("object", "spec.servers"), "s", condition);
  const protocol = textAt("s", "port.protocol");
  const [isSecure, isPlain] = [matches(protocol, secure), matches(protocol, plain)];
  const named = (hosts: string) => every(hosts, "host", `!${matches("host", wide)}`);
  const bounds = ["tls.minProtocolVersion", "tls.maxProtocolVersion"]
    .map((bound) => `${textAt("s", bound)} in ${literal(versions)}`)
    .join(" && ");
  return {
    parts: ["spec"],
    validations: () => [
      { expression: ofServers(`${isSecure} || ${isPlain}`), want: wants.protocol },
      {
        expression: ofServers(`!${isPlain} || s.?tls.?httpsRedirect.orValue(false)`),
        want: wants.redirect,
      },
      {
        expression: ofServers(`!${isSecure} || ${textAt("s", "tls.mode")} in ${literal(modes)}`),
        want: wants.mode,
      },
      { expression: ofServers(`!${isSecure} || (${bounds})`), want: wants.version },
      {
        expression: `${ofServers(named(list("s", "hosts")))} && ${named(list("object", "spec.hosts"))}`,
        want: wants.host,
      },
    ],
  };
}
