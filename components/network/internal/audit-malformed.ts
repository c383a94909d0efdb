import { isNetwork } from "../ranges";
import type { Fault } from "./audit-row";
import { blockOf, cidrOf } from "./space";

const network = "an IPv4 network such as 10.0.0.0/16";
const retype = "format the column as text, and type the range again";

/** Forms that a spreadsheet or a hand gives a range, each with what they are. */
const forms: readonly (readonly [RegExp, because: string | undefined, fix: string])[] = [
  [
    /^#(REF!|N\/A|VALUE!|NAME\?|NULL!|DIV\/0!|NUM!|BEZUG!|WERT!|NV|ZAHL!|#+$)/i,
    "it is an error of the spreadsheet",
    "mend its formula",
  ],
  [/^=/, "it is a formula", "save its values"],
  [
    /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{1,2}\.\s?\d{1,2}\.(\d{4}|\d{2}$)|\d{1,2}[-. ]+\p{L}{3,}|\p{L}{3,9}[-. ]+\d{1,2}$)/u,
    "a spreadsheet has made a date of it",
    retype,
  ],
  [/^\d+([.,]\d+)?e[+-]?\d+$/i, "a spreadsheet has made a number of it", retype],
  [/^(\d{4,}|\d{1,3}([.,' ]\d{3}){1,3})(\/\d+)?$/, "a spreadsheet has made a number of it", retype],
  [
    /^[\da-f]*:[\da-f:.]*:[\da-f.]*(\/\d+)?$/i,
    "it is IPv6",
    "leave it out: the audit knows IPv4 alone",
  ],
  [
    /^\d+\.\d+\.\d+\.\d+(\/\d+)?([\s,;|&+]+(and\s+)?\d+\.\d+\.\d+\.\d+(\/\d+)?)+$/,
    "it is more than one range",
    "write a row for each",
  ],
  [
    /^[\d./]+\s*(-|–|—|to)\s*\d+(\.\d+)+(\/\d+)?$/,
    "it is no single network",
    "write a row for each in it",
  ],
  [/^\d+\.\d+\.\d+\.\d+$/, undefined, "add its prefix, such as /24"],
  [/[x*]/i, "it has a placeholder", "write the network and its prefix"],
];

/** What is wrong with a text that is no network. */
export function malformedRange(given: string): Fault {
  const text = given.trim();
  const fault = (want: string, fix: string, because?: string): Fault => ({
    rule: "malformed",
    column: "cidr",
    want,
    fix,
    ...(because === undefined ? {} : { because }),
  });
  const dotted = text.replaceAll(",", ".");
  if (dotted !== text && isNetwork(dotted)) {
    return fault(dotted, "write dots", "it has commas where dots belong");
  }
  if (/^\d+\.\d+\.\d+\.\d+\//.test(text) && /(^|[./])0\d/.test(text)) {
    const without = text.replace(/(^|[./])0+(?=\d)/g, "$1");
    const because = "it has a leading zero, which some programs read as octal";
    return fault(without, "write it without zeros in front", because);
  }
  const form = forms.find(([pattern]) => pattern.test(text));
  if (form !== undefined) {
    const [, because, fix] = form;
    return fault(network, fix, because);
  }
  const [address = "", length = ""] = text.split("/");
  if (!/^\d{1,2}$/.test(length) || Number(length) > 32 || !isNetwork(`${address}/32`)) {
    return fault(network, "write four numbers up to 255 and a prefix up to /32");
  }
  const meant = cidrOf(blockOf(text));
  return fault(
    `${meant}, or a prefix that the address fits`,
    "mend the address or the prefix",
    `it has bits behind its prefix; the network is ${meant}`,
  );
}
