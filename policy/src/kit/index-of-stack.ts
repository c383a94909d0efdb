import type { PolicyProviderResource, PolicyResource } from "@pulumi/policy";

import { Judged } from "./judged";
import { type Node, plain } from "./node";

type Dependencies = PolicyResource["propertyDependencies"];

/**
 * Resources by type, in one order whatever order the engine made them in, and which resource a
 * property's value comes from. They may be those of one stack or of several.
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

  /** The resource of a type whose output a property is, known before the output is. */
  public source(resource: Judged, property: string, type: string): Judged | undefined {
    return this.sources(resource, property, type)[0];
  }

  /** All resources of a type whose outputs a property is made of. */
  public sources(resource: Judged, property: string, type: string): readonly Judged[] {
    return this.dependencies(resource, property)
      .filter((source) => source.type === type)
      .flatMap(({ urn }) => this.byUrn.get(urn) ?? []);
  }

  /** Whether a place's value is made of outputs of other resources that are here. */
  public comesFromHere(resource: Judged, { path }: Node): boolean {
    return this.dependencies(resource, topOf(path)).length > 0;
  }

  /** What a resource is made with, by its settings. */
  public provider(resource: Judged): Judged | undefined {
    return this.providers.get(resource.urn);
  }

  /**
   * The cluster that a Kubernetes object is in, as two stacks name it alike once it is made; before,
   * by the provider, which is the same all through one stack.
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

/** The property that a place is in: the engine tells of no more than that where its value comes from. */
export const topOf = (path: string) => path.replace(/[.[].*/s, "");

/** The engine does not tell a provider's options. */
const noOptions = {
  protect: false,
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
} as const;
