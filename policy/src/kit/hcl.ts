/**
 * Reads the part of HCL that access policies are written in: blocks, and attributes with literal
 * values. Anything else (interpolation, heredocs, expressions) is no policy, rather than a guess.
 */

export interface Attribute {
  readonly key: string;
  readonly value: unknown;
}
export interface Block {
  readonly key: string;
  readonly labels: readonly string[];
  readonly body: Body;
}
export type Body = readonly (Attribute | Block)[];

/** The entries of a text; undefined if it is not in this part of HCL. */
export function parseHcl(text: string): Body | undefined {
  try {
    return new Parser(tokensOf(text)).all();
  } catch {
    return undefined; // Also where the nesting is deeper than the stack.
  }
}

type Token =
  | { readonly is: "mark"; readonly text: string }
  | { readonly is: "word"; readonly text: string }
  | { readonly is: "literal"; readonly value: string | number | boolean };

const space = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)/y;
const string = /"(?:[^"\\\n]|\\["\\nrt])*"/y;
const number = /-?\d+(?:\.\d+)?(?![\w.])/y;
const word = /[A-Za-z_][\w-]*/y;
const mark = /[{}[\]=,]/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const taken = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  while (at < text.length) {
    if (taken(space) === undefined) {
      tokens.push(tokenOf(taken));
    }
  }
  return tokens;
}

function tokenOf(taken: (pattern: RegExp) => string | undefined): Token {
  const quoted = taken(string);
  if (quoted !== undefined) {
    return quoted.includes("${") ? fail() : { is: "literal", value: literal(quoted) };
  }
  const digits = taken(number);
  if (digits !== undefined) {
    return { is: "literal", value: Number(digits) };
  }
  const name = taken(word);
  if (name !== undefined) {
    return name === "true" || name === "false"
      ? { is: "literal", value: name === "true" }
      : { is: "word", text: name };
  }
  const sign = taken(mark);
  return sign === undefined ? fail() : { is: "mark", text: sign };
}

/** A quoted text's escapes are those of JSON; a tab in it is not. */
const literal = (quoted: string) => JSON.parse(quoted.replaceAll("\t", "\\t")) as string;

class Parser {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public all(): Body {
    const body = this.body();
    return this.at === this.tokens.length ? body : fail();
  }

  private body(): Body {
    const entries: (Attribute | Block)[] = [];
    while (this.at < this.tokens.length && !this.sees("}")) {
      entries.push(this.entry());
      this.takes(",");
    }
    return entries;
  }

  private entry(): Attribute | Block {
    const key = this.name();
    if (this.takes("=")) {
      return { key, value: this.value() };
    }
    const labels: string[] = [];
    while (!this.takes("{")) {
      labels.push(this.name());
    }
    return { key, labels, body: this.closed(this.body()) };
  }

  private closed(body: Body): Body {
    return this.takes("}") ? body : fail();
  }

  private name(): string {
    const token = this.next();
    if (token.is === "word") {
      return token.text;
    }
    return token.is === "literal" && typeof token.value === "string" ? token.value : fail();
  }

  private value(): unknown {
    if (this.takes("{")) {
      return this.closed(this.body());
    }
    if (this.takes("[")) {
      return this.list();
    }
    const token = this.next();
    return token.is === "literal" ? token.value : fail();
  }

  private list(): unknown[] {
    const values: unknown[] = [];
    while (!this.takes("]")) {
      values.push(this.value());
      if (!this.takes(",") && !this.sees("]")) {
        fail();
      }
    }
    return values;
  }

  private next(): Token {
    const token = this.tokens[this.at];
    this.at += 1;
    return token ?? fail();
  }

  private sees(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.is === "mark" && token.text === text;
  }

  private takes(text: string): boolean {
    const seen = this.sees(text);
    this.at += seen ? 1 : 0;
    return seen;
  }
}

function fail(): never {
  throw new Error("not in this part of HCL");
}
