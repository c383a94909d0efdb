import { every, globPattern, list, literal, matches, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface Signers {
  readonly issuer: string;
  readonly workflow: RegExp;
  readonly wants: Readonly<
    Record<"authority" | "identity" | "issuer" | "subject" | "pattern", string>
  >;
}

export function signers({ issuer, workflow, wants }: Signers): Twin {
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
    ],
  };
}
