/** A resource as a checkpoint has it, with all that the engine needs to go on with it. */
export type Recorded = Readonly<Record<string, unknown>> & {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
};

/** An operation that the engine had begun when it was killed. */
interface Pending {
  /** Such as `creating`, `updating` or `deleting`. */
  readonly type: string;
  readonly resource: Recorded;
}

/** A stack's state, as the engine exports it. */
export interface Deployment {
  readonly version: number;
  readonly deployment?: {
    readonly resources?: readonly Recorded[];
    readonly pending_operations?: readonly Pending[];
  };
}

/** The operations that were under way when the last run of a stack was killed. */
export function pendingIn(state: Deployment): readonly Pending[] {
  return state.deployment?.pending_operations ?? [];
}

/** The resources of a stack's state, as the engine writes them. */
export function recordedIn(state: Deployment): readonly Recorded[] {
  return state.deployment?.resources ?? [];
}

/**
 * The state with the resources that were made and not recorded, and without pending operations. Without
 * outputs, so that a provider reads an adopted one as at an import. A predecessor of the same name is
 * left for the engine to delete.
 */
export function completed(state: Deployment, adopted: readonly Recorded[]): Deployment {
  const urns = new Set(adopted.map(({ urn }) => urn));
  const before = recordedIn(state)
    .filter(({ urn, pendingReplacement }) => !(urns.has(urn) && pendingReplacement === true))
    .map((resource) => (urns.has(resource.urn) ? { ...resource, delete: true } : resource));
  const added = adopted.map((resource) => ({ ...resource, outputs: {} }));
  const resources = [...before, ...added];
  return { ...state, deployment: { ...state.deployment, resources, pending_operations: [] } };
}

/**
 * The resources with the components that hold them, as far as neither is recorded, and without
 * dependencies on anything that is not there.
 * @param known Resources and components that the program is making, by URN.
 */
export function rooted(
  adopted: readonly Recorded[],
  known: ReadonlyMap<string, Recorded>,
  recorded: readonly Recorded[],
): readonly Recorded[] {
  const there = new Map(recorded.map((resource) => [resource.urn, resource]));
  const added = new Map<string, Recorded>();
  const add = (resource: Recorded): void => {
    const parent = known.get(resource.parent ?? "");
    if (parent !== undefined && !there.has(parent.urn) && !added.has(parent.urn)) {
      add(parent);
    }
    added.set(resource.urn, resource);
  };
  adopted.forEach(add);
  const isThere = (urn: string) => there.has(urn) || added.has(urn);
  return [...added.values()].map((resource) => ({
    ...resource,
    ...(resource.dependencies && { dependencies: resource.dependencies.filter(isThere) }),
    ...(resource.propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([name, urns]) => [
          name,
          (urns ?? []).filter(isThere),
        ]),
      ),
    }),
  }));
}
