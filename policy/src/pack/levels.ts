import type { Tier } from "../kit/context";
import type { Node } from "../kit/node";

const tiers: readonly Tier[] = ["sandbox", "nonprod", "prod"];

/** The tier in a policy's settings. Without one, the pack judges every stack as production. */
export function tierOf(settings: Node): Tier {
  const { text } = settings.key("tier");
  return tiers.find((known) => known === text) ?? "prod";
}

/** JSON schema of the tier, in the settings of every policy. */
export const tierSchema = { type: "string" as const, enum: [...tiers] };
