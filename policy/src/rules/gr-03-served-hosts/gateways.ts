import { covers, isIn } from "../../kit/host-names";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth, whether } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import type { GraphRule } from "../rule";

const gateways = ["v1", "v1beta1", "v1alpha3"].map(
  (version) => `kubernetes:networking.istio.io/${version}:Gateway`,
);
const certificate = "kubernetes:cert-manager.io/v1:Certificate";
const release = "kubernetes:helm.sh/v3:Release";
export const gatewayTypes = [...gateways, certificate, release];

const wantCertificate = "a certificate in the gateway's namespace that covers the host";
const wantRecord = "a domain that external-dns keeps records of gateways for";

/** Judges the hosts of Istio's gateways: cert-manager has their certificates, external-dns their records. */
export function judgeGateways(index: Index, report: Parameters<GraphRule["check"]>[1]): void {
  for (const gateway of index.ofType(...gateways)) {
    const ctx = report(gateway);
    const here = (other: Judged) => index.cluster(other) === index.cluster(gateway);
    const certificates = index.ofType(certificate).filter(here);
    const charts = index.ofType(release).filter(here);
    // A certificate that is not here lies in another stack.
    const isKept = anyOf(charts.map((chart) => chart.at("chart").is(isExternalDns)));
    for (const server of gateway.items("spec.servers")) {
      const [protocol, tls] = [server.at("port.protocol"), server.at("tls")];
      const isSecure = protocol.is((name) => /^(https|tls)$/i.test(name));
      const redirects = whether(tls.known("httpsRedirect", false), (on) => on);
      const plain = allOf([not(isSecure), not(redirects)]);
      verdict(ctx, plain, "HTTPS or TLS, or a redirect to it", protocol, tls);
      for (const host of server.items("hosts")) {
        const served = certificates.map((made) => serves(gateway, made, tls, host));
        const ofMesh = tls.at("mode").is((mode) => mode === "ISTIO_MUTUAL");
        const bare = allOf([isSecure, not(ofMesh), not(anyOf(served))]);
        const places = [protocol, tls, gateway.at("metadata"), ...certificates];
        verdict(ctx, bare, wantCertificate, host, ...places);
        const lost = allOf([isKept, not(anyOf(charts.map((chart) => keeps(chart, host))))]);
        verdict(ctx, lost, wantRecord, host, ...charts);
      }
    }
  }
}

/** https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings */
function serves(gateway: Judged, made: Judged, tls: Node, host: Node): Truth {
  const [own, other] = [gateway, made].map((object) => object.at("metadata.namespace"));
  const secret = made.at("spec.secretName");
  const credentials = [tls.at("credentialName"), ...tls.items("credentialNames")];
  return allOf([
    tls.at("mode").is((mode) => endsHere.includes(mode)),
    own?.unknown || other?.unknown ? "unknown" : own?.text === other?.text,
    secret.unknown ? "unknown" : some(credentials, (name) => name !== "" && name === secret.text),
    host.unknown
      ? "unknown"
      : covers([...made.items("spec.dnsNames"), made.at("spec.commonName")], nameOf(host)),
  ]);
}

/** Modes of TLS that need the gateway's own certificate. */
const endsHere = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"];

/** A host may begin with the namespace of its routes. */
const nameOf = (host: Node) => host.text.replace(/^[^/]*\//, "");

const isExternalDns = (chart: string) => chart.split("/").at(-1) === "external-dns";

/** https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/ */
function keeps(chart: Judged, host: Node): Truth {
  const values = chart.at("values");
  const [sources, domains] = [values.items("sources"), values.items("domainFilters")];
  const inDomain =
    domains.length === 0 || host.unknown
      ? domains.length === 0 || "unknown"
      : some(domains, (domain) => isIn(domain, nameOf(host)));
  return allOf([
    chart.at("chart").is(isExternalDns),
    some(sources, (source) => source === "istio-gateway"),
    inDomain,
  ]);
}
