import type { Judged } from "./judged";
import type { Node, Truth } from "./node";

export const teamLabel = "groundwork.dev/team";
/** Whose an object is that is no team's, such as the platform's own. */
export const ownerLabel = "groundwork.dev/owner";

/** Whose a Kubernetes object is, by its labels. */
export function ownerOf(object: Judged): Node {
  const labels = object.at("metadata.labels");
  const team = labels.key(teamLabel);
  return team.absent ? labels.key(ownerLabel) : team;
}

/** Whether two objects are one owner's. */
export function sameOwner(one: Node, other: Node): Truth {
  if (one.unknown || other.unknown) {
    return "unknown";
  }
  return one.text !== "" && one.text === other.text;
}
