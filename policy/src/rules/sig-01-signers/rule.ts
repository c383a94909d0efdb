import type { Context } from "../../kit/context";
import { type Node, not, whether } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { signers } from "./admission";

export const v1beta1 = "kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy";
export const v1alpha1 = "kubernetes:policy.sigstore.dev/v1alpha1:ClusterImagePolicy";
export const github = "https://token.actions.githubusercontent.com";
/** A workflow file of one repository at one branch or tag, as Fulcio writes it into certificates. */
const workflow = /^https:\/\/[^/*]+(\/[^/*@]+){2,}\/{1,2}[^/*@]+\.ya?ml@refs\/(heads|tags)\/[^*]+$/;

/** Sigstore's public services, which are used if omitted. */
const services = ["", "https://fulcio.sigstore.dev", "https://rekor.sigstore.dev"];
/** Places that name who proves the signer and who logs the signature. */
const servicePlaces = [
  "keyless.url",
  "keyless.trustRootRef",
  "ctlog.url",
  "ctlog.trustRootRef",
] as const;

const wants = {
  authority: "one authority at least",
  identity: "a keyless identity",
  issuer: "the issuer of GitHub's tokens, or a listed one",
  subject: "one workflow of one repository at one ref",
  pattern: "no pattern",
  mode: "enforce, or nothing",
  timestamp: "false",
  service: "Sigstore's own service, or a listed one",
};

export const SIG01 = rule({
  id: "SIG-01",
  title: "Images are admitted by the signature of one workflow of one repository at one ref.",
  severity: "critical",
  types: [v1beta1, v1alpha1, `${v1beta1}Patch`, `${v1alpha1}Patch`],
  frameworks: ["SLSA-1.0 Verifying artifacts"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { issuers: widening, sigstore: widening },
  fix: "Give every authority keyless identities with issuer and subject in full, the subject as <repository>/.github/workflows/<file>@refs/heads/<branch>; further issuers go into the setting `issuers`, the addresses and trust roots of a Sigstore of your own into `sigstore`; leave mode at enforce and insecureIgnoreSCT out.",
  link: "https://docs.sigstore.dev/policy-controller/overview/#configuring-keyless-authorities",
  check(resource, ctx) {
    const authorities = resource.at("spec.authorities");
    const all = authorities.items();
    const unchanged = authorities.absent && resource.type.endsWith("Patch");
    if (all.length === 0 && !unchanged) {
      ctx.violation({ path: authorities.path, want: wants.authority });
    }
    const mode = resource.at("spec.mode");
    verdict(ctx, !mode.absent && not(mode.is(isEnforcing)), wants.mode, mode);
    for (const authority of all) {
      judgeServices(authority, ctx);
      const identities = authority.at("keyless.identities");
      if (identities.items().length === 0) {
        const action = authority.at("static.action");
        const open = not(action.is((text) => text === "fail"));
        verdict(ctx, open, wants.identity, identities, action);
      }
      for (const identity of identities.items()) {
        judge(identity, ctx);
      }
    }
  },
  admission: signers({ issuer: github, workflow, services, servicePlaces, wants }),
});

const isEnforcing = (mode: string) => mode === "" || mode === "enforce";

/** What a foreign service says of a signer proves nothing. */
function judgeServices(authority: Node, ctx: Context): void {
  const ignored = authority.known("keyless.insecureIgnoreSCT", false);
  const place = authority.at("keyless.insecureIgnoreSCT");
  verdict(
    ctx,
    whether(ignored, (on) => on),
    wants.timestamp,
    place,
  );
  const known = (text: string) =>
    services.includes(text.replace(/\/$/, "")) || isListed(ctx.settings, "sigstore", text);
  for (const service of servicePlaces.map((path) => authority.at(path))) {
    verdict(ctx, not(service.is(known)), wants.service, service);
  }
  const root = authority.at("keyless.ca-cert");
  verdict(ctx, root.unknown ? "unknown" : !root.absent, wants.service, root);
}

function judge(identity: Node, ctx: Context): void {
  const [issuer, subjectOf] = [identity.at("issuer"), identity.at("subject")];
  const known = (url: string) => url === github || isListed(ctx.settings, "issuers", url);
  verdict(ctx, not(issuer.is(known)), wants.issuer, issuer);
  const pinned = subjectOf.is((text) => workflow.test(text));
  verdict(ctx, not(pinned), wants.subject, subjectOf);
  for (const pattern of [identity.at("issuerRegExp"), identity.at("subjectRegExp")]) {
    const given = pattern.is((text) => text !== "");
    verdict(ctx, given, wants.pattern, pattern);
  }
}
