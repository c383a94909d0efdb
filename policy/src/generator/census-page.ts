import type { Aspect } from "./census/answer";
import { type Entry, isReason, lastName } from "./census/census";
import { reasons } from "./census/reasons";
import { codes, page, table } from "./markdown";

const titles: Readonly<Record<Aspect, string>> = {
  document: "Policy documents",
  principal: "Principals",
  network: "Networks",
  secret: "Secrets",
};

/** Which rule judges each property that can hold a document, a principal, a network or a secret. */
export function censusPage(entries: readonly Entry[]): string {
  const packages = [...new Set(entries.map(({ kind }) => packageOf(kind)))].sort();
  const judged = entries.filter(({ by }) => by !== undefined && !isReason(by));
  return page(
    "# Census",
    "<!-- `npm run build` writes this page; change policy/src/generator/census/ instead. -->",
    [
      "Every kind of the SDKs that can hold a policy document, a principal, a network or a secret, by the declarations of",
      `\`@pulumi/aws\`, \`aws-native\`, \`github\`, \`keycloak\`, \`kubernetes\` and \`vault\`: ${count(entries)} kinds with ${entries.length} such properties. Rules judge`,
      `${judged.length} of them; each other one has a reason. A test fails if an SDK has a kind that is not here.`,
      "",
      "Rules judge a resource in a template of CloudFormation, or in the state of Cloud Control, as that of `aws-native`;",
      "[CFN-01](rules/CFN-01.md) refuses a template that they cannot read. Kinds of custom resources are not in the list.",
    ].join("\n"),
    table(
      ["reason", "properties", "says"],
      Object.entries(reasons).map(([reason, says]) => [
        `\`${reason}\``,
        String(entries.filter(({ by }) => by === reason).length),
        says,
      ]),
    ),
    ...packages.flatMap((name) => [
      `## ${name}`,
      ...Object.entries(titles).flatMap(([aspect, title]) => {
        const own = entries.filter((one) => one.aspect === aspect && packageOf(one.kind) === name);
        return own.length === 0 ? [] : [`### ${title} of ${name}`, tableOf(own)];
      }),
    ]),
  );
}

/** Rules first, one line per kind; then reasons, one line each. */
function tableOf(entries: readonly Entry[]): string {
  const ids = [...new Set(entries.map(({ by = "" }) => by))].sort();
  const kindsOf = (id: string) => [
    ...Map.groupBy(
      entries.filter(({ by }) => by === id),
      ({ kind }) => kind,
    ),
  ];
  const rules = ids.filter((id) => !isReason(id));
  return table(
    ["judged by", "kind", "properties"],
    [
      ...rules.flatMap((id) =>
        kindsOf(id).map(([kind, own]) => [
          `[${id}](rules/${id}.md)`,
          `\`${kind}\``,
          codes([...new Set(own.map(({ path }) => lastName(path)))]),
        ]),
      ),
      ...ids
        .filter(isReason)
        .map((id) => [
          `none: \`${id}\``,
          codes(kindsOf(id).map(([kind]) => shortName(kind))),
          codes([
            ...new Set(entries.filter(({ by }) => by === id).map(({ path }) => lastName(path))),
          ]),
        ]),
    ],
  );
}

const packageOf = (kind: string) => kind.split(":")[0] ?? "";
const count = (entries: readonly Entry[]) => new Set(entries.map(({ kind }) => kind)).size;

/** The type without its package, and without its second name where the first one says it. */
function shortName(kind: string): string {
  const [, module = "", name = ""] = kind.split(":");
  const last = module.replace(/.*[/]/, "");
  return last.toLowerCase() === name.toLowerCase() ? module : `${module}:${name}`;
}
