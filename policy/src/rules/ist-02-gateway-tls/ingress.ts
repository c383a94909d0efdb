import type { Context } from "../../kit/context";
import { allOf, anyOf, type Node, not, some, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";

const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
export const ingresses = [ingress, `${ingress}Patch`] as const;

const balancer = "alb.ingress.kubernetes.io";
const wants = {
  tls: "TLS for the host, in spec.tls or, of a balancer of AWS, by certificate-arn or listen-ports",
  redirect: "a redirect to HTTPS, without which plain HTTP is served",
  host: "a host of a domain of your own",
  rest: "no backend for every other host, but a rule for each host",
};

/** Judges an Ingress, which a controller serves by plain HTTP unless it says how not to. */
export function judgeIngress(
  resource: Node,
  ctx: Context,
  isWide: (host: string) => boolean,
): void {
  const spec = resource.at("spec");
  const notes = resource.at("metadata.annotations");
  const note = (key: string) => notes.key(key);
  const ports = note(`${balancer}/listen-ports`);
  const byBalancer = anyOf([
    note(`${balancer}/certificate-arn`).is((arn) => arn !== ""),
    ports.is((text) => text.includes("HTTPS")),
  ]);
  const plain = allOf([
    ports.is((text) => text.includes('"HTTP"')),
    not(note(`${balancer}/ssl-redirect`).is((port) => port !== "")),
  ]);
  verdict(ctx, plain, wants.redirect, ports, notes);
  const off = note("nginx.ingress.kubernetes.io/ssl-redirect");
  const stays = off.unknown ? "unknown" : off.value === false || off.value === "false";
  verdict(ctx, stays, wants.redirect, off);
  // It takes every host that no rule names, by plain HTTP, and has no certificate of its own.
  const rest = spec.at("defaultBackend");
  verdict(ctx, rest.unknown ? "unknown" : !rest.absent, wants.rest, rest);
  const secured = spec.items("tls");
  for (const rule of spec.items("rules")) {
    const host = rule.at("host");
    verdict(
      ctx,
      host.is((name) => name === "" || isWide(name)),
      wants.host,
      host,
    );
    const isServed = rule.unknown
      ? "unknown"
      : anyOf([byBalancer, ...secured.map((tls) => covers(tls, host))]);
    verdict(ctx, not(isServed), wants.tls, host, spec.at("tls"), notes);
  }
}

/** Whether a certificate is for a host. One that names no host is for what the controller takes it for. */
function covers(tls: Node, host: Node): Truth {
  const hosts = tls.items("hosts");
  const parent = (name: string) => name.replace(/^[^.]*/, "*");
  return host.unknown
    ? hosts.length > 0 && "unknown"
    : some(hosts, (name) => name === host.text || name === parent(host.text));
}
