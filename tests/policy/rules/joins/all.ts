import { hosts } from "./hosts";
import type { Join } from "./join";
import { namespaces } from "./namespaces";
import { networks } from "./networks";
import { roles } from "./roles";
import { secretServer } from "./secret-server";

const cases = [...namespaces, ...roles, ...secretServer, ...hosts, ...networks];

/** Resources that are joined by what their values come from, and what a rule finds of them. */
export const joins = cases.map(([rule, what, example, expected]): Join => ({
  rule,
  what,
  example,
  expected,
}));
