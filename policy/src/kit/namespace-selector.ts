import { allOf, Node, not, some, type Truth } from "./node";

/** Label that the server sets on every namespace; its value is the namespace's name. */
export const nameLabel = "kubernetes.io/metadata.name";

/**
 * Whether a label selector matches a namespace of which only the name is sure: a label that someone
 * would have to set counts neither for nor against.
 */
export function selects(selector: Node, namespace: Node): Truth {
  const labels = selector.at("matchLabels");
  return allOf([
    labels.unknown ? "unknown" : true,
    ...labels.keys().map((key) => key === nameLabel && same(labels.key(key), namespace)),
    ...selector.items("matchExpressions").map((expression) => holds(expression, namespace)),
  ]);
}

/** A namespace with a known name. */
export const namespaceOf = (name: string): Node => new Node("", name);

function holds(expression: Node, namespace: Node): Truth {
  const named = expression.at("key").is((key) => key === nameLabel);
  const isIn = allOf([named, among(expression.items("values"), namespace)]);
  const operator = expression.at("operator");
  if (operator.unknown) {
    return "unknown";
  }
  switch (operator.text) {
    case "In":
      return isIn;
    case "NotIn":
      return not(isIn);
    case "Exists":
      return named;
    default:
      return not(named);
  }
}

function among(values: readonly Node[], namespace: Node): Truth {
  return namespace.unknown ? "unknown" : some(values, (value) => value === namespace.text);
}

const same = (value: Node, namespace: Node): Truth => among([value], namespace);
