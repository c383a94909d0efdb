import { describe, it } from "vitest";

import { expectJoined, joins } from "./joins";

describe("values that are not known yet are joined by what they come from", () => {
  it.each(joins)("$rule: $what", expectJoined);
});
