import type { GrantPlaces } from "../../kit/grants";
import { allOf, not, type Truth } from "../../kit/node";
import type { Intent } from "../rule";

/** Components that take a role's rights as arguments, and write them into a policy of that role. */
const components = [
  "groundwork:devtools:CiRole",
  "groundwork:devtools:CrossAccountRole",
  "groundwork:cluster:WorkloadIdentity",
  "groundwork:ingress:DelegationRole",
  "groundwork:network:TransitHub",
] as const;

/** Refuses the rights that a component's arguments grant, statement by statement. */
export function rightsOf(want: string, isWrong: (rights: GrantPlaces) => Truth): Intent[] {
  return components.map((component) => ({
    component,
    child: { type: "aws:iam/rolePolicy:RolePolicy", property: "policy" },
    check(given, ctx) {
      const statements = given.items("statements");
      if (statements.length === 0) {
        ctx.unknown(given, want); // Something else has made the policy.
      }
      for (const statement of statements) {
        const [actions, resources] = [statement.items("actions"), statement.items("resources")];
        const denies = statement.at("effect").is((effect) => effect === "Deny");
        const wrong = allOf([not(denies), isWrong({ actions, resources })]);
        if (wrong === "unknown") {
          ctx.unknown(statement, want);
        } else if (wrong) {
          ctx.violation({ path: statement.path, want });
        }
      }
    },
  }));
}
