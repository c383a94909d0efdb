import { isBag } from "../../../cloud/values";
import { type Field, map, unordered } from "../rest/fields";

/** Separator of several values of one attribute in a program. */
const separator = "##";

/** Attributes: texts in a program, lists in the API. */
export const attributes: Field = {
  ...map("attributes"),
  write: (value) => each(value, (text) => String(text).split(separator)),
  read: (value) =>
    each(value, (list) => (Array.isArray(list) ? list.join(separator) : String(list))),
  same: (a, b) => {
    const [ours, theirs] = [isBag(a) ? a : {}, isBag(b) ? b : {}];
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    return keys.every((key) => unordered.same(ours[key], theirs[key]));
  },
};

function each(value: unknown, change: (item: unknown) => unknown): unknown {
  const entries = Object.entries(isBag(value) ? value : {});
  return Object.fromEntries(entries.map(([key, item]) => [key, change(item)]));
}
