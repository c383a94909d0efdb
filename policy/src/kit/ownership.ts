import type { Judged } from "./judged";
import type { Node, Truth } from "./node";

export const teamLabel = "groundwork.dev/team";
/** Label with the owner of an object that no team owns, such as the platform. */
export const ownerLabel = "groundwork.dev/owner";

/** The owner of a Kubernetes object, by its labels. */
export function ownerOf(object: Judged): Node {
  const labels = object.at("metadata.labels");
  const team = labels.key(teamLabel);
  return team.absent ? labels.key(ownerLabel) : team;
}

/** Whether two objects have one owner. */
export function sameOwner(one: Node, other: Node): Truth {
  if (one.unknown || other.unknown) {
    return "unknown";
  }
  return one.text !== "" && one.text === other.text;
}
