import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from "yaml";

/** The data of a YAML or JSON text, and what is wrong with it as such. */
export function parseYaml(text: string): [data: unknown, faults: string[]] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // The parser goes on behind a fault, and most of its further ones follow from the first.
  const faults = [...document.errors.map(faultText), ...keysOfNoMap(document, lines)].slice(0, 1);
  try {
    return [faults.length === 0 ? document.toJS() : undefined, faults];
  } catch (error) {
    // An alias without its anchor, or too many of them.
    return [undefined, [error instanceof Error ? error.message : String(error)]];
  }
}

const severalDocuments = "MULTIPLE_DOCS";

function faultText({ code, message, linePos }: YAMLError): string {
  if (code === severalDocuments) {
    return `a second document at line ${linePos?.[0].line ?? 1}`;
  }
  return (message.split("\n")[0] ?? "").replace(/:$/, "").slice(0, 200);
}

/** Keys `__proto__`, which no map of JavaScript holds like any other, so that checks would not see them. */
function keysOfNoMap(document: Document, lines: LineCounter): string[] {
  const faults: string[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === "__proto__") {
        const { line } = lines.linePos(key.range?.[0] ?? 0);
        faults.push(`a key __proto__ at line ${line}, which no declaration has`);
      }
    },
  });
  return faults;
}

/** The data of a JSON text, which has no comments, and what is wrong with it as such. */
export function parseJson(text: string): [data: unknown, faults: string[]] {
  const comment = commentLine(text);
  if (comment !== undefined) {
    return [undefined, [`a comment at line ${comment}, which JSON has none of`]];
  }
  let kept = -1; // The reviver also gets the whole value, as a member of an object.
  let data: unknown;
  try {
    data = JSON.parse(text, function (this: unknown, _, member: unknown) {
      kept += Array.isArray(this) ? 0 : 1;
      return member;
    });
  } catch (error) {
    const [, faults] = parseYaml(text);
    const own = error instanceof Error ? (error.message.split(", ")[0] ?? "") : "";
    return [undefined, faults.length > 0 ? faults : [own.slice(0, 100)]];
  }
  // JSON.parse passes over a key that is twice there, of which the slower parser knows the place.
  return kept === keysIn(text) && !text.includes('__proto__"') ? [data, []] : parseYaml(text);
}

/** How many keys a well-formed JSON text has: a string with a colon behind it is one. */
function keysIn(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)) {
    count += colon === ":" ? 1 : 0;
  }
  return count;
}

/** Line of the first comment outside of texts. */
function commentLine(text: string): number | undefined {
  const bare = text.replace(/"(\\.|[^"\\\n])*"/g, (quoted) => '"'.repeat(quoted.length));
  const at = bare.search(/\/\/|\/\*|^\s*#/m);
  return at < 0 ? undefined : bare.slice(0, at).split("\n").length;
}
