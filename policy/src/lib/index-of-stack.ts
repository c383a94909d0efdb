import type { PolicyResource } from "@pulumi/policy";

import { Judged } from "../rule";
import { plain } from "./node";

/** The resources of a stack by type, in one order whatever order the engine made them in, and which resource a property's value comes from. */
export class Index {
  private readonly byType = new Map<string, Judged[]>();
  private readonly byUrn = new Map<string, Judged>();
  private readonly sources = new Map<string, PolicyResource["propertyDependencies"]>();

  public constructor(resources: readonly PolicyResource[], wanted: ReadonlySet<string>) {
    const ordered = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    for (const { type, name, urn, opts, props, propertyDependencies } of ordered) {
      if (!wanted.has(type)) {
        continue;
      }
      const judged = new Judged(type, name, urn, opts, plain(props));
      this.byUrn.set(urn, judged);
      this.sources.set(urn, propertyDependencies);
      const same = this.byType.get(type);
      if (same) {
        same.push(judged);
      } else {
        this.byType.set(type, [judged]);
      }
    }
  }

  public ofType(type: string): readonly Judged[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource of a type whose output a property is, known before the output is. */
  public source(resource: Judged, property: string, type: string): Judged | undefined {
    const found = this.sources.get(resource.urn)?.[property]?.find((r) => r.type === type);
    return found && this.byUrn.get(found.urn);
  }
}
