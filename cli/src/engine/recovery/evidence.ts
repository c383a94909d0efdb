import { namedBy } from "./import-ids";
import type { Seen } from "./look";
import type { Recorded } from "./pending";
import { unknown } from "./planned";

/** What a resource that is there under a declared name shows of who made it. */
export type Evidence =
  | { readonly is: "absent" }
  /** The killed run, as far as anything can show it. */
  | { readonly is: "ours"; readonly because: string }
  /** Nothing shows it, so that people must say so. */
  | { readonly is: "open"; readonly because: string };

type Values = Readonly<Record<string, unknown>>;

/**
 * Judges whether a stack's killed run made a resource: by tags or labels, by what holds it, or by texts.
 * @param own Resources that the stack has made.
 */
export function evidenceOf(
  declared: Recorded,
  { resources, failure }: Seen,
  own: readonly Recorded[],
): Evidence {
  const read = resources.get(declared.urn);
  if (read === undefined) {
    return failure === undefined
      ? { is: "absent" }
      : { is: "open", because: `it can't be looked up (${failure})` };
  }
  const outputs = valuesOf(read.outputs);
  if (Object.keys(outputs).length === 0) {
    return { is: "open", because: `it can't be read (${failure ?? "its provider says nothing"})` };
  }
  const marks = marksOf(valuesOf(declared.inputs));
  const [lacking] = lackingIn(marks, marksOf(outputs));
  if (lacking !== undefined) {
    return { is: "open", because: `it is there without ${lacking} of the declared` };
  }
  if (marks.size > 0) {
    return { is: "ours", because: `which has ${[...marks.keys()].join(", ")} as declared` };
  }
  const holder = holderOf(declared, own);
  return holder === undefined
    ? byTexts(declared, outputs)
    : { is: "ours", because: `which belongs to ${holder.urn}` };
}

/** The resource of the stack that holds this one: nobody could make it before that was made. */
function holderOf(declared: Recorded, own: readonly Recorded[]): Recorded | undefined {
  const inputs = valuesOf(declared.inputs);
  const made = own.filter(({ external, importID }) => external !== true && importID === undefined);
  if (declared.type.startsWith("kubernetes:")) {
    const { namespace } = valuesOf(inputs["metadata"]);
    return made.find(
      ({ type, id, provider }) =>
        type === "kubernetes:core/v1:Namespace" &&
        id === namespace &&
        provider === declared.provider,
    );
  }
  return namedBy(declared.type)
    .map((name) => {
      const urns = declared.propertyDependencies?.[name] ?? [];
      const stem = name.replace(/(Id|Arn|Name)$/, "").toLowerCase();
      return made.find(
        ({ urn, type, id, outputs }) =>
          urns.includes(urn) &&
          type.toLowerCase().endsWith(stem) &&
          [id, ...Object.values(valuesOf(outputs))].includes(inputs[name]),
      );
    })
    .find((holder) => holder !== undefined);
}

/** Length from which a text is not the same by chance, as a word such as `kv` is. */
const leastText = 8;
const isText = (leaf: string) => leaf.startsWith('"') && leaf.length - '""'.length >= leastText;

/** Compares the inputs that are no part of the name. */
function byTexts(declared: Recorded, outputs: Values): Evidence {
  const name = namedBy(declared.type);
  const rest = Object.entries(valuesOf(declared.inputs)).filter(([key]) => !name.includes(key));
  const wanted = leavesOf(Object.fromEntries(rest));
  const [differing] = lackingIn(wanted, leavesOf(outputs));
  if (differing !== undefined) {
    return { is: "open", because: `it is there with another ${differing}` };
  }
  const texts = [...wanted].filter(([, value]) => isText(value)).map(([key]) => key);
  return texts.length === 0
    ? { is: "open", because: "it is there, and nothing of it shows who made it" }
    : { is: "ours", because: `which has ${texts.join(", ")} as declared` };
}

const lackingIn = (wanted: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>) =>
  [...wanted].filter(([key, value]) => there.get(key) !== value).map(([key]) => key);

/** The tags of AWS, with those that every resource of a provider has, and the labels of Kubernetes. */
function marksOf({ tags, tagsAll, metadata }: Values): ReadonlyMap<string, string> {
  const { labels, annotations } = valuesOf(metadata);
  const all = { ...valuesOf(tags), ...valuesOf(tagsAll) };
  return new Map([
    ...leavesOf(all, "tag "),
    ...leavesOf(valuesOf(labels), "label "),
    ...leavesOf(valuesOf(annotations), "annotation "),
  ]);
}

/** Texts, numbers and truths in JSON, by their path; what a state hides can't be compared. */
function leavesOf(values: Values, before = ""): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(values)) {
    const path = before + key;
    if (typeof value === "object" && value !== null) {
      leavesOf(valuesOf(value), `${path}.`).forEach((leaf, at) => leaves.set(at, leaf));
    } else if (!key.startsWith("__") && value !== null && !hidden.has(value)) {
      leaves.set(path, JSON.stringify(value));
    }
  }
  return leaves;
}

/** What a preview shows in place of a secret, and of what is not known yet. */
const hidden: ReadonlySet<unknown> = new Set(["[secret]", unknown]);

/** Marks a value that the state encrypts; https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/go/common/resource/sig/sig.go */
const signature = "4dabf18193072939515e22adb298388d";

const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !(signature in value) ? { ...value } : {};
