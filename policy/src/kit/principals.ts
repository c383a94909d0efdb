import { allOf, anyOf, type Node, not, some, type Truth } from "./node";
import { allows, equalsOnly } from "./policy-document";
import { isListed } from "./settings";

/** Setting that lists the ids of the company's own AWS accounts. */
const accounts = "accounts";

/** All principals of a statement of a trust or resource policy, of any kind. */
export function principals(statement: Node): Node[] {
  const principal = statement.key("Principal");
  const kinds = principal.keys();
  return kinds.length === 0
    ? principal.items()
    : kinds.flatMap((kind) => principal.key(kind).items());
}

/** Whether a statement grants something to everyone. */
export function grantsEveryone(statement: Node): Truth {
  // Allowing all but a few allows everyone else.
  const allBut = !statement.key("NotPrincipal").absent;
  return allOf([allows(statement), anyOf([allBut, some(principals(statement), isPattern)])]);
}

/**
 * Whether a statement grants something to an account that the settings do not list, and requires
 * neither an external id nor the company's organisation.
 */
export function grantsStrangers(statement: Node, settings: Node): Truth {
  const principal = statement.key("Principal");
  const inAccounts = ["AWS", "CanonicalUser"].flatMap((kind) => principal.key(kind).items());
  return allOf([
    allows(statement),
    some(inAccounts, (name) => !isListed(settings, accounts, accountOf(name))),
    not(isHeld(statement)),
  ]);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
function isHeld(statement: Node): Truth {
  return anyOf([
    equalsOnly(statement, "sts:ExternalId", (id) => id.length > 1),
    equalsOnly(statement, "aws:PrincipalOrgID", (id) => /^o-[a-z0-9]{10,32}$/.test(id)),
  ]);
}

const isPattern = (name: string) => /[*?]/.test(name);

/** Account of a principal: itself, or the one in an ARN. */
function accountOf(name: string): string {
  return name.replace(/arn:[^:]+:(?:iam|sts)::(\d{12}):.*/, "$1");
}
