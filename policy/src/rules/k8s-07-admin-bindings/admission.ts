import { every, list, literal, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface Bindings {
  readonly kinds: readonly string[];
  readonly roles: readonly string[];
  readonly wantRole: string;
  readonly subjects: readonly string[];
  readonly wantSubject: string;
}

export const adminBindings = ({
  kinds,
  roles,
  wantRole,
  subjects,
  wantSubject,
}: Bindings): Twin => ({
  // The server itself refuses a role with rights that whoever writes it has not; charts bring wide ones.
  kinds,
  parts: ["roleRef", "subjects"],
  conditions: [
    {
      // The API server binds Kubernetes' own roles when it starts, some of them to everyone.
      name: "not-the-api-server-itself",
      expression: 'request.userInfo.username != "system:apiserver"',
    },
  ],
  validations: () => [
    {
      expression: `!(${textAt("object", "roleRef.name")} in ${literal(roles)})`,
      want: wantRole,
    },
    {
      expression: every(
        list("object", "subjects"),
        "subject",
        `!(${textAt("subject", "name")} in ${literal(subjects)})`,
      ),
      want: wantSubject,
    },
  ],
});
