import type { Place } from "../place";
import { evidenceOf } from "./evidence";
import { importIdOf, isRemade, sourceOf } from "./import-ids";
import type { Lock } from "./lock";
import { lookedUp } from "./look";
import { completed, type Deployment, type Recorded, recordedIn, rooted } from "./pending";

/** One step towards a stack that the next run can go on with. */
export type Step =
  | ({ readonly step: "release" } & Lock)
  /** Release a lock, if there is one: the backend tells it only when it refuses a change. */
  | { readonly step: "try-lock" }
  /** Take over a resource that was made; if nobody has said so, because of what it shows. */
  | {
      readonly step: "adopt";
      readonly urn: string;
      readonly id: string;
      readonly certain: boolean;
      readonly because?: string;
    }
  /** Forget an operation that made nothing. */
  | { readonly step: "forget"; readonly urn: string; readonly operation: string }
  /** Leave a resource to the next run, whose making takes over what is there. */
  | { readonly step: "remake"; readonly urn: string }
  /** Read a resource whose change was cut short. */
  | { readonly step: "read"; readonly urn: string; readonly operation: string }
  /** Only people can tell whether the run made it, and under which id, if no name leads to one. */
  | { readonly step: "ask"; readonly urn: string; readonly id?: string; readonly because?: string }
  | { readonly step: "refresh" };

/** Knowledge of people about resources that no name leads to, by URN. */
export interface Answers {
  /** Ids of resources that were made. */
  readonly found?: ReadonlyMap<string, string>;
  /** Resources that were not made. */
  readonly absent?: ReadonlySet<string>;
  /** Look, too, for what the program would make: a run that lost its provider has no note of it. */
  readonly existing?: boolean;
}

/** The type of a URN's own resource, behind those of its parents. */
const typeOf = (urn: string) => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";

/** How people answer for a resource that was, perhaps, made. */
export function questionText(
  stack: string,
  urn: string,
  { id, because = "" }: { readonly id?: string; readonly because?: string } = {},
): string {
  const page = sourceOf(typeOf(urn));
  const command = `to \`groundwork recover ${stack}\``;
  return id === undefined
    ? `${urn}: no name leads to it; look for it by hand (${page}), then add --found ${urn}=ID or --absent ${urn} ${command}`
    : `${urn}, ${id}: ${because}; if the killed run made it, add --found ${urn}=${id}, if not, --absent ${urn} ${command}`;
}

/** The steps, with those that take over by name alone judged by what the name leads to. */
export async function judged(
  place: Place,
  stack: string,
  state: Deployment,
  resources: ReadonlyMap<string, Recorded>,
  steps: readonly Step[],
): Promise<readonly Step[]> {
  const named = adopted(
    steps.filter((step) => step.step === "adopt" && !step.certain),
    resources,
  );
  if (named.length === 0) {
    return steps;
  }
  const whole = rooted(named, resources, recordedIn(state));
  const urns = named.map(({ urn }) => urn);
  const doubtful = new Map(named.map((resource) => [resource.urn, resource]));
  const seen = await lookedUp(place, stack, completed(state, whole), urns);
  const own = [...recordedIn(state)];
  return steps.map((step): Step => {
    const resource = step.step === "adopt" ? doubtful.get(step.urn) : undefined;
    if (resource === undefined || step.step !== "adopt") {
      return step;
    }
    const { urn, id } = step;
    const evidence = evidenceOf(resource, seen, own);
    if (evidence.is === "absent") {
      return { step: "forget", urn, operation: "creating" };
    }
    if (evidence.is === "open") {
      return { step: "ask", urn, id, because: evidence.because };
    }
    own.push({ ...resource, ...seen.resources.get(urn) });
    return { ...step, because: evidence.because };
  });
}

/** The resources that steps take over, each under its id. */
export function adopted(
  steps: readonly Step[],
  resources: ReadonlyMap<string, Recorded>,
): readonly Recorded[] {
  return steps.flatMap((step) => {
    const resource = step.step === "adopt" ? resources.get(step.urn) : undefined;
    return resource === undefined || step.step !== "adopt" ? [] : [{ ...resource, id: step.id }];
  });
}

/** The step for a resource that the killed run was making, or would have made. */
export function fateOf(
  { made }: Pick<Place, "made">,
  resource: Recorded,
  recorded: readonly Recorded[],
  { found, absent }: Answers,
): Step {
  const { urn } = resource;
  const told = found?.get(urn);
  if (told !== undefined) {
    return { step: "adopt", urn, id: told, certain: true };
  }
  if (absent?.has(urn) === true) {
    return { step: "forget", urn, operation: "creating" };
  }
  if (made !== undefined) {
    const known = recorded.filter((other) => other.urn === urn).map(({ id }) => id);
    const id = made(urn).find((candidate) => !known.includes(candidate));
    return id === undefined
      ? { step: "forget", urn, operation: "creating" }
      : { step: "adopt", urn, id, certain: true };
  }
  if (isRemade(resource)) {
    return { step: "remake", urn };
  }
  const id = importIdOf(resource);
  return id === undefined ? { step: "ask", urn } : { step: "adopt", urn, id, certain: false };
}
