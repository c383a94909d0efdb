import { it } from "vitest";

import { expectOfAws, expectOwn, ofAws, own } from "./managed-keys";

it.each(ofAws)("takes %s for a key of AWS", expectOfAws);
it.each(own)("takes %s for a key of your own", expectOwn);
