import type { PolicyProviderResource, PolicyResource } from "@pulumi/policy";

import { Judged } from "./judged";
import { type Node, plain } from "./node";

type Dependencies = PolicyResource["propertyDependencies"];

/**
 * Resources by type, in an order that does not depend on the engine's, and the sources of their
 * properties. They may belong to one stack or to several.
 */
export class Index {
  private readonly byType: ReadonlyMap<string, readonly Judged[]>;
  private readonly byUrn: ReadonlyMap<string, Judged>;
  private readonly made: ReadonlyMap<string, Dependencies>;
  private readonly providers: ReadonlyMap<string, Judged>;

  public constructor(resources: readonly PolicyResource[], wanted: ReadonlySet<string>) {
    const kept = resources
      .filter(({ type }) => wanted.has(type))
      .sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const judged = kept.map(
      ({ type, name, urn, opts, props }) => new Judged(type, name, urn, opts, plain(props)),
    );
    this.byType = Map.groupBy(judged, ({ type }) => type);
    this.byUrn = new Map(judged.map((resource) => [resource.urn, resource]));
    this.made = new Map(kept.map(({ urn, propertyDependencies }) => [urn, propertyDependencies]));
    this.providers = new Map(
      kept.flatMap(({ urn, provider }) => (provider ? [[urn, read(provider)]] : [])),
    );
  }

  public ofType(...types: readonly string[]): readonly Judged[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource of a type whose output is a property's value; known before the output is. */
  public source(resource: Judged, property: string, type: string): Judged | undefined {
    return this.sources(resource, property, type)[0];
  }

  /** All resources of a type whose outputs are part of a property's value. */
  public sources(resource: Judged, property: string, type: string): readonly Judged[] {
    return this.dependencies(resource, property)
      .filter((source) => source.type === type)
      .flatMap(({ urn }) => this.byUrn.get(urn) ?? []);
  }

  /** Whether outputs of other resources of the index are part of a place's value. */
  public comesFromHere(resource: Judged, { path }: Node): boolean {
    return this.dependencies(resource, topOf(path)).length > 0;
  }

  /** The provider of a resource, with its settings. */
  public provider(resource: Judged): Judged | undefined {
    return this.providers.get(resource.urn);
  }

  /**
   * The cluster of a Kubernetes object, by the identifier that all stacks share once it exists;
   * before, by the provider, which all objects of one stack share.
   */
  public cluster(resource: Judged): string | undefined {
    const provider = this.provider(resource);
    return provider?.at("clusterIdentifier").text || provider?.urn;
  }

  private dependencies({ urn }: Judged, property: string): readonly PolicyResource[] {
    return this.made.get(urn)?.[property] ?? [];
  }
}

const read = ({ type, name, urn, props }: PolicyProviderResource) =>
  new Judged(type, name, urn, noOptions, plain(props));

/** The property that a place is in: the engine records the sources of whole properties only. */
export const topOf = (path: string) => path.replace(/[.[].*/s, "");

/** The engine does not pass on a provider's options. */
const noOptions = {
  protect: false,
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
} as const;
