/**
 * The value of a JSON text; undefined if the text is no JSON, or has an object with one key twice.
 * Readers differ in which of two they take, so such a text is not what it looks like.
 */
export function parseStrictly(text: string): unknown {
  let kept = -1; // The reviver also gets the whole value, as a member of an object.
  try {
    const value: unknown = JSON.parse(text, function (this: unknown, _, member: unknown) {
      kept += Array.isArray(this) ? 0 : 1;
      return member;
    });
    return kept === keysIn(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many keys a well-formed JSON text has: a string with a colon behind it is one. */
function keysIn(text: string): number {
  const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)];
  return strings.filter(([, colon]) => colon === ":").length;
}
