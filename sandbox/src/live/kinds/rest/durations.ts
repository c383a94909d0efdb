import { type Field, text } from "./fields";

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a duration as Go writes it, such as `1h15m0s`; nothing if it is none. */
export function secondsOf(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(duration)) {
    return undefined;
  }
  return [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)].reduce(
    (sum, [, amount, unit = "s"]) => sum + Number(amount) * (units[unit] ?? 1),
    0,
  );
}

/** Seconds as Go writes them: `15m0s`, `12h0m0s`. */
export function durationOf(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${seconds % 60}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** A duration that the API has as a number of `1 / scale` seconds. */
function duration(at: string, scale: number, write: (amount: number) => unknown): Field {
  const amount = (value: unknown) => {
    const seconds = secondsOf(String(value));
    if (seconds === undefined) {
      throw new Error(`want a duration such as "15m0s", got ${JSON.stringify(value)}`);
    }
    return seconds * scale;
  };
  return {
    ...text(at),
    restored: false,
    initial: undefined,
    write: (value) => write(amount(value)),
    read: (value) => durationOf(Number(value) / scale),
    same: (a, b) => Number(a ?? 0) === Number(b ?? 0),
  };
}

/** Seconds; if a program omits them, the server chooses. */
export const seconds = (at: string): Field => duration(at, 1, (amount) => amount);

/** Milliseconds as text in a list; an empty list unsets them. */
export const milliseconds = (at: string): Field => {
  const inner = duration(at, 1000, (amount) => [String(amount)]);
  const first = (value: unknown) => (Array.isArray(value) ? (value[0] as unknown) : value);
  return {
    ...inner,
    restored: true,
    initial: "",
    write: (value) => (value === "" ? [] : inner.write(value)),
    read: (value) => inner.read(first(value)),
    same: (a, b) => inner.same(first(a), first(b)),
  };
};
