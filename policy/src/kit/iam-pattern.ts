/**
 * Whether a pattern of an IAM policy fits the whole of a text: `*` stands for any text, `?` for one
 * character. Without backtracking, since a pattern may come from anyone.
 */
export function fitsIam(pattern: string, text: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    if (pattern[at] === "*") {
      [star, mark] = [at++, from];
    } else if (pattern[at] === "?" || pattern[at] === text[from]) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++mark;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether a text has a wildcard. */
export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Whether a text has a policy variable, which stands for a value of the request itself. */
export const hasVariable = (text: string): boolean => text.includes("${");
