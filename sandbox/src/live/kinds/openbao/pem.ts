import { type Field, list, text } from "../rest/fields";
import { asText } from "../rest/texts";

const trimmed = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one) => asText(one).trim()) : asText(value).trim();

const loose = (inner: Field): Field => ({
  ...inner,
  same: (a, b) => inner.same(trimmed(a ?? inner.initial), trimmed(b ?? inner.initial)),
});

/** A certificate or key; OpenBao drops the line's end behind it. */
export const pem = (at: string): Field => loose(text(at));

/** Several of them. */
export const pems = (at: string): Field => loose(list(at));
