import { hasVariable } from "./iam-pattern";
import { allOf, anyOf, type Node, type Truth } from "./node";

/**
 * Operators that a request without the key fails. `…IfExists` and `ForAllValues:` let it through, and
 * `…Not…` lets in all but a few.
 */
const positive =
  /^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|ipaddress)$/i;

/**
 * Whether a condition lets in only requests of which one of the keys has a right value. A value may
 * be a pattern; the path to it ends in the operator. IAM ignores case in names of operators and keys.
 */
export function confines(
  statement: Node,
  keys: readonly string[],
  isRight: (value: string, path: string) => boolean,
): Truth {
  const wanted = keys.map((key) => key.toLowerCase());
  const condition = statement.key("Condition");
  return anyOf(
    membersOf(condition, (operator) => positive.test(operator)).flatMap((compared) => {
      const isFixed = (value: string) => !hasVariable(value) && isRight(value, compared.path);
      return membersOf(compared, (key) => wanted.includes(key.toLowerCase())).map(
        (values) =>
          (values.unknown ? "unknown" : values.items().length > 0) &&
          allOf(values.items().map((value) => value.is(isFixed))),
      );
    }),
  );
}

/** The members of an object with names that fulfil a predicate; itself if it is not known. */
function membersOf(node: Node, isWanted: (name: string) => boolean): Node[] {
  return node.unknown
    ? [node]
    : node
        .keys()
        .filter(isWanted)
        .map((key) => node.key(key));
}
