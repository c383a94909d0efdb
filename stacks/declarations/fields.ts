import { z } from "zod";

import { slugPattern, slugWanted } from "../../components/lib/slug";
import { isOfPartition, regions } from "./aws-places";

/** A name that becomes part of other names. */
export const slug = z.string().regex(slugPattern, slugWanted);
export const cidr = z
  .string()
  .regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 range such as 10.0.0.0/16")
  .refine(
    (range) => !/(^|[./])0\d/.test(range),
    "a number without a leading zero, which some programs read as octal",
  );

/** A name that must be one of a list; a problem says which is nearly equal. */
const oneOf = (known: readonly string[], want: (given: string) => string) =>
  z
    .string()
    .superRefine((given, context) => {
      if (!known.includes(given)) {
        context.addIssue({ code: "custom", message: want(given), params: { known } });
      }
    })
    .meta({ enum: known });

export const region = oneOf(regions.filter(isOfPartition), (given) =>
  regions.includes(given)
    ? "a region of the partition aws, as every ARN of the platform's is"
    : "an AWS region such as eu-west-1",
);

/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const longestHost = 253;
const hostPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Whether a text is a host's name: labels of at most 63, 253 in all. */
export const isHost = (host: string): boolean =>
  host.length <= longestHost && hostPattern.test(host);

/** Control characters, and marks that change the direction or are not seen: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const unseen =
  /^[^\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*$/;

/** A text that people see: none can hide in it, or turn the line around. */
export const text = z
  .string()
  .min(1, { error: "a text that is not empty", abort: true })
  .regex(unseen, {
    error: "a text without control characters and marks of direction",
    abort: true,
  })
  .refine((given) => given.isWellFormed(), {
    error: "a text in Unicode, without half a character",
    abort: true,
  });

/** Such a text of a form. */
export const textOf = (form: RegExp, want: string) => text.regex(form, want);

/** https://www.rfc-editor.org/errata/eid1690 */
const longestMailAddress = 254;
const mailForm = /^[^@\s]+@[^@\s]+$/;
export const mailAddress = text
  .regex(mailForm, { error: "a mail address", abort: true })
  .max(longestMailAddress, {
    error: `a mail address of at most ${longestMailAddress} characters`,
    abort: true,
  });

/** A mail address that others than the company's own servers reach. */
export const publicMailAddress = mailAddress.regex(
  /@([^@.]+\.)+[^@.]+$/,
  "a mail address at a domain such as acme.example",
);

/** A name that people see, such as the realm's: https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/UserEntity.java */
export const shownName = text.max(255, "a name of at most 255 characters");

/** Whether the host and the port of an address can exist. */
function isReachable(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url !== undefined &&
    `${url.username}${url.password}` === "" &&
    (isHost(url.hostname) || url.hostname.startsWith("["))
  );
}

/** An address of a form, whose host and port can exist. */
export const address = (form: RegExp, want: string) =>
  text
    .regex(form, { error: want, abort: true })
    .refine(
      isReachable,
      `${want}, without a login, its host of labels up to 63 and its port up to 65535`,
    );

export const https = address(/^https:\/\/[^\s/*]+$/, "an https address without a path");

export const count = z.int();

/** A list without duplicates, in JSON Schema too. */
export function distinct<T extends z.ZodType>(item: T, what: string) {
  return z
    .array(item)
    .refine((items) => new Set(items).size === items.length, `different ${what}`)
    .meta({ uniqueItems: true });
}
