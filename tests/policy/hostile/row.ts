import type { StackExample } from "../examples";

/** A resource that an attacker, or a mistake, would make. */
export interface Row {
  readonly what: string;
  /** Id of the rule that refuses it; omitted if none does, for the census's reason. */
  readonly rule?: string;
  /** The resource, and behind it what it stands on. */
  readonly made: StackExample;
}

const settings = { accounts: ["111122223333"], organizations: ["o-a1b2c3d4e5"] };

/** A row of one resource: `aws:s3/bucketPolicy:BucketPolicy` is written `aws:s3/bucketPolicy`. */
export const row = (what: string, rule: string, type: string, props: object): Row => ({
  what,
  rule,
  made: [made(type, props)],
});

/** A row that no rule judges. */
export const silent = (what: string, type: string, props: object): Row => ({
  what,
  made: [made(type, props)],
});

export const made = (type: string, props: object, name = "hostile"): StackExample[number] => ({
  type: inFull(type),
  name,
  props,
  settings,
});

function inFull(type: string): string {
  const last = type.split(/[/:]/).at(-1) ?? "";
  const isShort = /^[a-z]/.test(last);
  return isShort ? `${type}:${last.replace(/^./, (first) => first.toUpperCase())}` : type;
}
