import { literal, matches, globPattern } from "../kit/cel";
import type { Node } from "../kit/node";
import type { Named } from "../kit/twin";
import { concerns, refusal, type Waiver, waiversOf } from "../pack/waivers";
import type { Rule } from "../rules/rule";

/** A stack that works in the cluster. */
export interface ClusterStack {
  readonly name: string;
  /**
   * Namespaces in which its waivers excuse something.
   * @default all, and what is in none
   */
  readonly namespaces?: readonly string[];
}

/** A waiver that is in force in a cluster, and where. */
export interface InForce {
  readonly waiver: Waiver;
  readonly object: string;
  readonly namespaces: readonly string[] | undefined;
}

/** The waivers that excuse objects of a cluster from a rule. */
export function inForce(
  settings: Node,
  rule: Pick<Rule, "id" | "severity">,
  stacks: readonly ClusterStack[],
  today: string,
): InForce[] {
  return waiversOf(settings)
    .filter((waiver) => waiver.rule === rule.id)
    .flatMap((waiver) => {
      const { object } = waiver;
      const own = stacks.filter(
        ({ name }) =>
          concerns(waiver, name) && refusal(waiver, { rule, stack: name }, today) === undefined,
      );
      if (object === undefined || own.length === 0) {
        return [];
      }
      const everywhere = own.some(({ namespaces }) => namespaces === undefined);
      const namespaces = everywhere ? undefined : own.flatMap((stack) => stack.namespaces ?? []);
      return [{ waiver, object, namespaces }];
    });
}

/**
 * A condition that leaves out what a waiver is for. The language has no clock, but the server stamps
 * an object's creation before it asks: so what is made after the waiver's last day is judged again
 * by itself, and what was made before is so when the next update leaves the condition out.
 */
export function exclusion({ waiver, object, namespaces }: InForce, index: number): Named {
  const [name = "", space] = object.split("/").reverse();
  const fit = (text: string, glob: string) => matches(text, globPattern(glob, "[^/]"));
  const excused = [
    fit("object.metadata.name", name),
    space === undefined ? 'request.namespace == ""' : fit("request.namespace", space),
    ...(namespaces === undefined ? [] : [`request.namespace in ${literal(namespaces)}`]),
    `timestamp(object.metadata.creationTimestamp) < timestamp(${literal(dayAfter(waiver.expires))})`,
  ];
  return { name: `waiver-${index}`, expression: `!(${excused.join(" && ")})` };
}

/** The first moment at which a waiver is over. */
const dayAfter = (date: string) =>
  new Date(Date.parse(date) + 86_400_000).toISOString().replace(".000", "");
