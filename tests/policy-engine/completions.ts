import type { StackExample } from "../../policy/src/rule";

type Seed = StackExample[number];

/** What the providers ask for and the examples leave out; of a list, what each member needs. */
const byType: Readonly<Record<string, object>> = {};

/** What a resource must have for its provider to take it. */
export function required({ type }: Seed): object {
  return { ...kindOf(type), ...byType[type] };
}

/** Objects of Kubernetes say their kind, which Pulumi's own classes add. */
function kindOf(type: string): object {
  const [, version = "", kind] = /^kubernetes:(.*):(\w+)$/.exec(type) ?? [];
  return kind === undefined || version.startsWith("helm.sh")
    ? {}
    : { apiVersion: version.replace("core/", ""), kind };
}
