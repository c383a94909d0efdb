import type { Example } from "../../rules/example";
import type { Answer, Aspect } from "./answer";
import { aws } from "./aws";
import kinds from "./kinds.json";
import { kubernetes } from "./kubernetes";
import { native } from "./native";
import nativeKinds from "./native-kinds.json";
import { others } from "./others";
import { type Reason, reasons } from "./reasons";

/** A property of a kind that can hold something to judge, with its answer. */
export interface Entry {
  readonly kind: string;
  readonly aspect: Aspect;
  readonly path: string;
  readonly by: string | undefined;
}

/** A rule with its bad examples. */
export interface Judging {
  readonly id: string;
  readonly types: readonly string[];
  readonly bad: readonly (Example | readonly Example[])[];
}

/** Aspects by path, of each kind of the SDKs that has any; `npm run census` writes it. */
export type Kinds = Readonly<
  Record<string, Readonly<Partial<Record<Aspect | "marked", readonly string[]>>>>
>;

const answers: Readonly<Record<string, readonly Answer[]>> = {
  aws,
  "aws-native": native,
  kubernetes,
  ...others,
};
const everyKind: Kinds = { ...kinds, ...nativeKinds };

/** All properties that can hold something to judge, each with its answer, if it has one. */
export function census(rules: readonly Judging[], all: Kinds = everyKind): Entry[] {
  const types = new Map(rules.map(({ id, types }) => [id, new Set(types)]));
  return Object.entries(all).flatMap(([kind, { marked = [], ...aspects }]) => [
    ...marked.map((path): Entry => ({ kind, aspect: "secret", path, by: "marked" })),
    ...Object.entries(aspects).flatMap(([aspect, paths]) =>
      paths.map((path): Entry => {
        const property = { kind, aspect: aspect as Aspect, path };
        return { ...property, by: answerOf(property, types)?.by };
      }),
    ),
  ]);
}

function answerOf(
  { kind, aspect, path }: Omit<Entry, "by">,
  types: ReadonlyMap<string, ReadonlySet<string>>,
): Answer | undefined {
  const [pkg = "", ...rest] = kind.split(":");
  const type = pkg === "aws-native" ? asOfAws(rest) : rest.join(":");
  return answers[pkg]?.find(
    (answer) =>
      answer.aspect === aspect &&
      (isReason(answer.by) || types.get(answer.by)?.has(kind) === true) &&
      (answer.kinds?.some((pattern) => fits(pattern, type)) ?? true) &&
      (answer.names?.includes(lastName(path)) ?? true),
  );
}

/** `ec2:Vpc` as the aws provider writes it: `ec2/vpc:Vpc`. */
const asOfAws = ([module = "", kind = ""]: readonly string[]) =>
  `${module}/${kind.replace(/^./, (first) => first.toLowerCase())}:${kind}`;

export const isReason = (by: string): by is Reason => Object.hasOwn(reasons, by);

/** The name that a path ends in. */
export const lastName = (path: string) => path.replace(/(\.\*)+$/, "").replace(/.*\./, "");

function fits(pattern: string, type: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(type);
}
