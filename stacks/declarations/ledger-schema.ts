import { z } from "zod";

import { cidr, text } from "./fields";
import { nobody, reasons } from "./trust-marks";

/** `addresses.json`: every range that was ever given out, as the plan wrote it. */
export const ledgerSchema = z.strictObject({
  version: z.literal(1).meta(nobody(reasons.plan)),
  ranges: z.record(text, z.array(cidr)).meta(nobody(reasons.plan)),
});
