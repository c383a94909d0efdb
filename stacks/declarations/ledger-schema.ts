import { z } from "zod";

import { cidr, text } from "./fields";

/** `addresses.json`: every range that was ever given out, as the plan wrote it. */
export const ledgerSchema = z.strictObject({
  version: z.literal(1),
  ranges: z.record(text, z.array(cidr)),
});
