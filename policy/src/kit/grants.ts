import { anyOf, Node, type Truth } from "./node";
import { allows } from "./policy-document";
import { type Grant, grantsWholeService, reachesEverything } from "./whole-services";

/** Places of the patterns of actions and resources that are granted together. */
export interface GrantPlaces {
  readonly actions: readonly Node[];
  readonly resources: readonly Node[];
}

/** Whether patterns grant a whole service on every resource; an unknown one may be any. */
export function isWideGrant(places: GrantPlaces): Truth {
  return grantsWholeService(least(places)) || (grantsWholeService(most(places)) && "unknown");
}

/** Whether a statement grants a whole service on every resource, by what it names or leaves out. */
export function isWideStatement(statement: Node): Truth {
  const places = placesOf(statement);
  const allBut = statement.key("NotAction").absent
    ? false
    : reachesEverything(least(places).resources) ||
      (reachesEverything(most(places).resources) && "unknown");
  return anyOf([allBut, isWideGrant(places)]);
}

/** Whether statements, each of a part of a service on every resource, grant the whole of it together. */
export function isWideTogether(statements: readonly Node[]): Truth {
  const sure = statements.filter((statement) => allows(statement) === true);
  const maybe = statements.filter((statement) => allows(statement) !== false);
  return (
    grantsWholeService(together(sure.map((one) => least(placesOf(one))))) ||
    (grantsWholeService(together(maybe.map((one) => most(placesOf(one))))) && "unknown")
  );
}

/** What grants of parts of services on every resource grant together. */
function together(grants: readonly Grant[]): Grant {
  const parts = grants.flatMap(({ actions, resources }) =>
    actions
      .map((action) => ({ actions: [action.replace(/:.*/s, ":*")], resources, action }))
      .filter(grantsWholeService),
  );
  return {
    actions: parts.map(({ action }) => action),
    resources: parts.flatMap(({ resources }) => resources),
  };
}

/** All but a few resources are all. */
function placesOf(statement: Node): GrantPlaces {
  const leftOut = statement.key("NotResource");
  const resources = leftOut.absent ? statement.items("Resource") : [new Node(leftOut.path, "*")];
  return { actions: statement.items("Action"), resources };
}

const least = ({ actions, resources }: GrantPlaces): Grant => ({
  actions: textsOf(actions),
  resources: textsOf(resources),
});

const most = ({ actions, resources }: GrantPlaces): Grant => ({
  actions: actions.some(({ unknown }) => unknown) ? ["*"] : textsOf(actions),
  resources: resources.some(({ unknown }) => unknown) ? ["*"] : textsOf(resources),
});

const textsOf = (nodes: readonly Node[]) => nodes.map(({ text }) => text).filter(Boolean);
