import type { PolicyProviderResource, PolicyResource } from "@pulumi/policy";

import { Judged } from "../rule";
import { type Node, plain } from "./node";

type Raw = Pick<PolicyResource, "propertyDependencies" | "provider">;

/**
 * Resources by type, in one order whatever order the engine made them in, and which resource a
 * property's value comes from. They may be those of one stack or of several.
 */
export class Index {
  private readonly byType = new Map<string, Judged[]>();
  private readonly byUrn = new Map<string, Judged>();
  private readonly raw = new Map<string, Raw>();
  private readonly providers = new Map<string, Judged>();

  public constructor(resources: readonly PolicyResource[], wanted: ReadonlySet<string>) {
    const ordered = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    for (const resource of ordered) {
      const { type, name, urn, opts, props } = resource;
      if (!wanted.has(type)) {
        continue;
      }
      const judged = new Judged(type, name, urn, opts, plain(props));
      this.byUrn.set(urn, judged);
      this.raw.set(urn, resource);
      const same = this.byType.get(type);
      if (same) {
        same.push(judged);
      } else {
        this.byType.set(type, [judged]);
      }
    }
  }

  public ofType(...types: readonly string[]): readonly Judged[] {
    const [first = "", ...more] = types;
    const found = this.byType.get(first) ?? [];
    return more.length === 0 ? found : [...found, ...this.ofType(...more)];
  }

  /** The resource of a type whose output a property is, known before the output is. */
  public source(resource: Judged, property: string, type: string): Judged | undefined {
    return this.sources(resource, property, type)[0];
  }

  /** All resources of a type whose outputs a property is made of. */
  public sources(resource: Judged, property: string, type: string): readonly Judged[] {
    const all = this.raw.get(resource.urn)?.propertyDependencies[property] ?? [];
    return all
      .filter((source) => source.type === type)
      .flatMap(({ urn }) => this.byUrn.get(urn) ?? []);
  }

  /** Whether a place's value is made of outputs of other resources that are here. */
  public comesFromHere(resource: Judged, { path }: Node): boolean {
    const dependencies = this.raw.get(resource.urn)?.propertyDependencies ?? {};
    return (dependencies[topOf(path)] ?? []).length > 0;
  }

  /** What a resource is made with, by its settings. */
  public provider(resource: Judged): Judged | undefined {
    const given = this.raw.get(resource.urn)?.provider;
    return given && (this.providers.get(given.urn) ?? this.read(given));
  }

  /**
   * The cluster that a Kubernetes object is in, as two stacks name it alike once it is made; before,
   * by the provider, which is the same all through one stack.
   */
  public cluster(resource: Judged): string {
    const provider = this.provider(resource);
    return provider?.at("clusterIdentifier").text || (provider?.urn ?? "");
  }

  private read({ type, name, urn, props }: PolicyProviderResource): Judged {
    const provider = new Judged(type, name, urn, noOptions, plain(props));
    this.providers.set(urn, provider);
    return provider;
  }
}

/** The property that a place is in: the engine tells of no more than that where its value comes from. */
export const topOf = (path: string) => path.split(/[.[]/)[0] ?? "";

/** The engine does not tell a provider's options. */
const noOptions = {
  protect: false,
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
} as const;
