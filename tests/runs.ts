/**
 * How often a property is tried: all of `whole` when all tests are asked for, else a tenth.
 * The whole is the number that documents promise.
 */
export function runs(whole: number): number {
  return process.env["GROUNDWORK_TESTS"] === "all" ? whole : Math.ceil(whole / 10);
}
