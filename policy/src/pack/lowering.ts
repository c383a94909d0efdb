import { Node } from "../kit/node";
import type { Rule } from "../rules/rule";
import { unheeded } from "./waivers";

/** A rule's settings as its file has them, without those that lower it though nothing grants that today. */
export function heeded(rule: Pick<Rule, "settings">, settings: Node, today: string): Node {
  if (isGranted(settings.key("lowered"), today)) {
    return settings;
  }
  const lowers = (key: string) =>
    key === "enforcementLevel"
      ? /^(advisory|disabled)$/.test(settings.key(key).text)
      : rule.settings?.[key]?.effect === "widens";
  const kept = settings.keys().filter((key) => !lowers(key));
  const values = kept.map((key) => [key, settings.key(key).value]);
  return new Node(settings.path, Object.fromEntries(values));
}

/** Whether a statement of reason, owner, ticket and days is whole, and holds on a day. */
function isGranted(statement: Node, today: string): boolean {
  const read = (key: string) => statement.key(key).text.trim();
  const [reason, since, expires] = [read("reason"), read("since"), read("expires")];
  return (
    read("owner") !== "" &&
    read("ticket").startsWith("https://") &&
    unheeded({ reason, since, expires }, today) === undefined
  );
}
