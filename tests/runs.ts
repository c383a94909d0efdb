/** Whether all tests are asked for, the long ones too. */
const isWhole = process.env["GROUNDWORK_TESTS"] === "all";

/**
 * How often a property is tried: all of `whole` when all tests are asked for, else a tenth.
 * The whole is the number that documents promise.
 */
export function runs(whole: number): number {
  return isWhole ? whole : Math.ceil(whole / 10);
}

/** What is tried: `whole` when all tests are asked for, else `part`. Documents promise the whole. */
export function wholeOr<T>(whole: T, part: T): T {
  return isWhole ? whole : part;
}

/** Which of a list are tried: each when all tests are asked for, else every fifth, the first among them. */
export function someOf<T>(list: readonly T[]): readonly T[] {
  return isWhole ? list : list.filter((_, index) => index % 5 === 0);
}

/** Declares tests only when all are asked for: those that bring up more to show what others show with less. */
export function inWhole(declare: () => void): void {
  if (isWhole) {
    declare();
  }
}
