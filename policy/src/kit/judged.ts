import type { PolicyResourceOptions } from "@pulumi/policy";

import { Node } from "./node";

/** A resource for a rule to judge. */
export class Judged extends Node {
  public constructor(
    public readonly type: string,
    public readonly name: string,
    public readonly urn: string,
    public readonly options: Pick<PolicyResourceOptions, "protect" | "customTimeouts" | "parent">,
    value: unknown,
    ignoresCase = false,
  ) {
    super("", value, ignoresCase);
  }
}
