import { every, globPattern, list, literal, matches, optional, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface Signers {
  readonly issuer: string;
  readonly workflow: RegExp;
  readonly services: readonly string[];
  readonly servicePlaces: readonly string[];
  readonly wants: Readonly<
    Record<
      | "authority"
      | "identity"
      | "issuer"
      | "subject"
      | "pattern"
      | "mode"
      | "timestamp"
      | "service",
      string
    >
  >;
}

export function signers({ issuer, workflow, services, servicePlaces, wants }: Signers): Twin {
  const authorities = list("object", "spec.authorities");
  const identities = list("authority", "keyless.identities");
  const ofIdentities = (condition: string) =>
    every(authorities, "authority", every(identities, "identity", condition));
  const given = textAt("identity", "issuer");
  return {
    parts: ["spec"],
    validations: (settings) => [
      { expression: `${authorities}.size() > 0`, want: wants.authority },
      {
        expression: every(
          authorities,
          "authority",
          `${identities}.size() > 0 || ${textAt("authority", "static.action")} == "fail"`,
        ),
        want: wants.identity,
      },
      {
        expression: ofIdentities(
          [
            `${given} == ${literal(issuer)}`,
            ...settings.items("issuers").map(({ text }) => matches(given, globPattern(text))),
          ].join(" || "),
        ),
        want: wants.issuer,
      },
      {
        expression: ofIdentities(matches(textAt("identity", "subject"), workflow)),
        want: wants.subject,
      },
      {
        expression: ofIdentities(
          ["issuerRegExp", "subjectRegExp"]
            .map((key) => `${textAt("identity", key)} == ""`)
            .join(" && "),
        ),
        want: wants.pattern,
      },
      {
        expression: `${textAt("object", "spec.mode")} in ${literal(["", "enforce"])}`,
        want: wants.mode,
      },
      {
        expression: every(
          authorities,
          "authority",
          "!authority.?keyless.?insecureIgnoreSCT.orValue(false)",
        ),
        want: wants.timestamp,
      },
      {
        expression: every(
          authorities,
          "authority",
          [
            ...servicePlaces
              .map((path) => {
                const text = textAt("authority", path);
                const own = settings.items("sigstore").map(({ text: one }) => globPattern(one));
                const known = services.flatMap((one) => (one === "" ? [one] : [one, `${one}/`]));
                return [
                  `${text} in ${literal(known)}`,
                  ...own.map((pattern) => matches(text, pattern)),
                ].join(" || ");
              })
              .map((one) => `(${one})`),
            `!${optional("authority", ["keyless", "ca-cert"])}.hasValue()`,
          ].join(" && "),
        ),
        want: wants.service,
      },
    ],
  };
}
