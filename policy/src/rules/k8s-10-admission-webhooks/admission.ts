import { every, list, literal, matches, optional, textAt } from "../../kit/cel";
import { nameLabel } from "../../kit/namespace-selector";
import type { Twin } from "../../kit/twin";
import { everyones, type Kinds, leaseNamespace, leases, needed, vital } from "./weight";

export interface Webhooks {
  readonly seconds: number;
  readonly wants: Readonly<Record<"timeout" | "rules" | "vital" | "selector", string>>;
}

export const admissionWebhooks = ({ seconds, wants }: Webhooks): Twin => {
  const webhooks = list("object", "webhooks");
  const ofRefusing = (condition: string) =>
    every(webhooks, "webhook", `${ignores} || (${condition})`);
  const own = optional("webhook", ["clientConfig", "service", "namespace"]);
  return {
    parts: ["webhooks"],
    // A chart pins its webhooks, and some controllers rewrite their own.
    spared: {
      objects: [{ key: "app.kubernetes.io/managed-by", operator: "NotIn", values: ["Helm"] }],
    },
    validations: () => [
      {
        expression: ofRefusing(
          `webhook.?timeoutSeconds.orValue(${seconds}) <= ${seconds} || !${holds([...needed, ...leases, ...vital])}`,
        ),
        want: wants.timeout,
      },
      {
        expression: ofRefusing(every(list("webhook", "rules"), "rule", `!(${isAll})`)),
        want: wants.rules,
      },
      {
        expression: ofRefusing(
          `${optsIn} || ${every(
            list("webhook", "rules"),
            "rule",
            `(${isAll}) || !${changes} || ${textAt("rule", "scope")} == "Namespaced" || !${covers(vital)}`,
          )}`,
        ),
        want: wants.vital,
      },
      {
        expression: ofRefusing(
          [
            optsIn,
            `!${holds([...needed, ...leases])}`,
            `(${[
              `!${selects(literal("kube-system"))}`,
              `(!${own}.hasValue() || !${selects(`${own}.value()`)})`,
              `(!${holds(leases)} || !${selects(literal(leaseNamespace))})`,
            ].join(" && ")})`,
          ].join(" || "),
        ),
        want: wants.selector,
      },
    ],
  };
};

const ignores = `${textAt("webhook", "failurePolicy")} == "Ignore"`;
const has = (key: string, value: string) => `${literal(value)} in ${list("rule", key)}`;
const anyResource = ["*", "*/*"].map((name) => has("resources", name)).join(" || ");

const isAll = `${has("apiGroups", "*")} && (${anyResource})`;
const operations = list("rule", "operations");
const changes = `(${operations}.size() == 0 || ${operations}.exists(name, name != "CONNECT"))`;

const covers = (all: readonly Kinds[]): string =>
  `(${all
    .map(({ group, resources }) => {
      const inGroup = `(${has("apiGroups", "*")} || ${has("apiGroups", group)})`;
      return `${inGroup} && ${list("rule", "resources")}.exists(name, ${matches("name", resources)})`;
    })
    .join(" || ")})`;

const holds = (all: readonly Kinds[]): string =>
  `${list("webhook", "rules")}.exists(rule, ${changes} && ${covers(all)})`;

const chosen = optional("webhook", ["objectSelector", "matchLabels"]);
const optsIn = `(${chosen}.orValue({}).exists(label, !${matches("label", everyones)}) || ${list(
  "webhook",
  "objectSelector.matchExpressions",
)}.exists(it, it.operator in ["In", "Exists"] && !${matches("it.key", everyones)}))`;

/** As `selects` in ../../kit/namespace-selector.ts: a namespace of which only the name is sure. */
function selects(namespace: string): string {
  const labels = optional("webhook", ["namespaceSelector", "matchLabels"]);
  const isName = `it.key == ${literal(nameLabel)}`;
  const isIn = `(${isName} && ${namespace} in ${list("it", "values")})`;
  const fulfilled = [
    `it.operator == "In" ? ${isIn}`,
    `it.operator == "NotIn" ? !${isIn}`,
    `it.operator == "Exists" ? ${isName} : !(${isName})`,
  ].join(" : ");
  return `(${every(
    `${labels}.orValue({})`,
    "label",
    `label == ${literal(nameLabel)} && ${labels}.value()[label] == ${namespace}`,
  )} && ${every(list("webhook", "namespaceSelector.matchExpressions"), "it", fulfilled)})`;
}
