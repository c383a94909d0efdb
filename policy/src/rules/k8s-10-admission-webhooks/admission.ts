import { every, list, literal, optional, textAt } from "../../kit/cel";
import { nameLabel } from "../../kit/namespace-selector";
import type { Twin } from "../../kit/twin";

export interface Webhooks {
  readonly seconds: number;
  readonly wants: Readonly<Record<"timeout" | "rules" | "selector", string>>;
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
        expression: ofRefusing(`webhook.?timeoutSeconds.orValue(${seconds}) <= ${seconds}`),
        want: wants.timeout,
      },
      {
        expression: ofRefusing(
          every(
            list("webhook", "rules"),
            "rule",
            `!(${has("apiGroups", "*")} && (${anyResource}))`,
          ),
        ),
        want: wants.rules,
      },
      {
        expression: ofRefusing(
          `!${selects(literal("kube-system"))} && (!${own}.hasValue() || !${selects(`${own}.value()`)})`,
        ),
        want: wants.selector,
      },
    ],
  };
};

const ignores = `${textAt("webhook", "failurePolicy")} == "Ignore"`;
const has = (key: string, value: string) => `${literal(value)} in ${list("rule", key)}`;
const anyResource = ["*", "*/*"].map((name) => has("resources", name)).join(" || ");

/** As `selects` in ../../kit/namespace-selector.ts: a namespace of which only the name is sure. */
function selects(namespace: string): string {
  const labels = optional("webhook", ["namespaceSelector", "matchLabels"]);
  const isName = `it.key == ${literal(nameLabel)}`;
  const isIn = `(${isName} && ${namespace} in ${list("it", "values")})`;
  const holds = [
    `it.operator == "In" ? ${isIn}`,
    `it.operator == "NotIn" ? !${isIn}`,
    `it.operator == "Exists" ? ${isName} : !(${isName})`,
  ].join(" : ");
  return `(${every(
    `${labels}.orValue({})`,
    "label",
    `label == ${literal(nameLabel)} && ${labels}.value()[label] == ${namespace}`,
  )} && ${every(list("webhook", "namespaceSelector.matchExpressions"), "it", holds)})`;
}
