import { it } from "vitest";

import { expectLater, laters } from "./known-later";

it.each(laters)("$rule.id judges $what", expectLater);
