import { describe, it } from "vitest";

import { joins } from "./all";
import { expectJoined } from "./join";

describe("values that are not known yet are joined by what they come from", () => {
  it.each(joins)("$rule: $what", expectJoined);
});
