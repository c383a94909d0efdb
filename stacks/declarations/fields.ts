import { z } from "zod";

/** A name that becomes part of other names. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 of a-z, 0-9 and dash, starting with a letter");
export const cidr = z
  .string()
  .regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 range such as 10.0.0.0/16");
export const https = z.string().regex(/^https:\/\/[^\s/*]+$/, "an https address without a path");
export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1");
export const text = z.string().min(1, "a text that is not empty");
export const count = z.int();

/** A list without duplicates, in JSON Schema too. */
export function distinct<T extends z.ZodType>(item: T, what: string) {
  return z
    .array(item)
    .refine((items) => new Set(items).size === items.length, `different ${what}`)
    .meta({ uniqueItems: true });
}
