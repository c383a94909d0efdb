import { covers } from "../../kit/host-names";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth, whether } from "../../kit/node";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import type { GraphRule } from "../rule";

const listener = "aws:lb/listener:Listener";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const certificate = "aws:acm/certificate:Certificate";
const record = "aws:route53/record:Record";
const zone = "aws:route53/zone:Zone";
export const balancerTypes = [listener, balancer, certificate, record, zone];

const wantCertificate = "a certificate of the stack that covers each record of the load balancer";

/** Judges listeners of public load balancers, and the DNS records that lead to them. */
export function judgeListeners(index: Index, report: Parameters<GraphRule["check"]>[1]): void {
  const [balancers, certificates] = [index.ofType(balancer), index.ofType(certificate)];
  const [records, zones] = [index.ofType(record), index.ofType(zone)];
  for (const judged of index.ofType(listener)) {
    const ctx = report(judged);
    for (const at of balancers) {
      const arn = judged.at("loadBalancerArn");
      const internal = whether(at.known("internal", false), (on) => on);
      const isPublic = allOf([
        names(index, judged, arn, { resource: at, name: at.at("arn") }),
        not(internal),
      ]);
      const near = [arn, at.at("internal"), at.at("arn")];

      const [protocol, actions] = [judged.at("protocol"), judged.items("defaultActions")];
      const isSecure = protocol.is((name) => name === "HTTPS" || name === "TLS");
      const redirects = some(
        actions.map((action) => action.at("redirect.protocol")),
        (to) => to === "HTTPS",
      );
      const open = allOf([isPublic, not(isSecure), not(redirects)]);
      verdict(ctx, open, "HTTPS or TLS, or a redirect to HTTPS", protocol, ...actions, ...near);

      const leading = records.map((one) => ({ record: one, leads: leadsTo(index, one, at) }));
      const lost = allOf([isPublic, not(anyOf(leading.map(({ leads }) => leads)))]);
      verdict(ctx, lost, "a DNS record that leads to it", arn, ...near, at, ...records);

      const own = certificates.map((made) => ({
        made,
        is: names(index, judged, judged.at("certificateArn"), {
          resource: made,
          name: made.at("arn"),
        }),
      }));
      for (const { record: one, leads } of leading) {
        const covered = anyOf(
          own.map(({ made, is }) => allOf([is, coversRecord(index, made, one)])),
        );
        const bare = allOf([isPublic, isSecure, leads, not(covered)]);
        const places = [protocol, ...near, at.at("dnsName"), one, ...certificates, ...zones];
        verdict(ctx, bare, wantCertificate, judged.at("certificateArn"), ...places);
      }
    }
  }
}

function leadsTo(index: Index, one: Judged, at: Judged): Truth {
  const comes = ["aliases", "records"].some((property) =>
    index.sources(one, property, balancer).includes(at),
  );
  const dnsName = at.at("dnsName");
  const values = [
    ...one.items("aliases").map((alias) => alias.at("name")),
    ...one.items("records"),
  ];
  const isName = (text: string) => text !== "" && text === hostOf(dnsName.text);
  const named = values.map((value) =>
    dnsName.unknown ? "unknown" : value.is((text) => isName(hostOf(text))),
  );
  return comes || anyOf(named);
}

/** Route 53 ends names with a dot, and begins names of load balancers with their protocol. */
const hostOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/^dualstack\./, "")
    .replace(/\.$/, "");

/** A record's name may omit the zone's. */
function coversRecord(index: Index, made: Judged, one: Judged): Truth {
  const names: Node[] = [made.at("domainName"), ...made.items("subjectAlternativeNames")];
  const [name, domain] = [one.at("name"), index.source(one, "zoneId", zone)?.at("name")];
  if (name.unknown) {
    return "unknown";
  }
  const long = `${name.text}.${domain?.text ?? ""}`;
  const inZone = domain?.unknown ? "unknown" : domain !== undefined && covers(names, hostOf(long));
  return anyOf([covers(names, hostOf(name.text)), inZone]);
}
