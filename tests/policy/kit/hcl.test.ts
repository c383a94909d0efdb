import fc from "fast-check";
import { it } from "vitest";

import { parseHcl } from "../../../policy/src/kit/hcl";
import { expectRead, expectUnread, unreadable } from "./hcl-texts";

it("reads blocks, attributes, comments and every kind of literal", expectRead);

it.each(unreadable)("refuses %j", expectUnread);

it("ends, and throws nothing, on any text", () => {
  const piece = fc.constantFrom(...'{}[]=,"#\\\n a1-.$/*', "path", "true", '"x"', "/*", "*/");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      parseHcl(pieces.join(""));
    }),
    { numRuns: 2000 },
  );
});
