import { z } from "zod";

/** Where a claim was proved: test files or folders, words on what else was seen, or `none` yet. */
const seen = z.union([
  z.array(z.string().startsWith("tests/")).min(1),
  z.literal("none"),
  z.string().min(10),
]);

const places = ["offline", "servers", "provider", "account"] as const;
const placeNames: Readonly<Record<(typeof places)[number], string>> = {
  offline: "offline cloud",
  servers: "real servers",
  provider: "official provider",
  account: "real account",
};

export const proofSchema = z.array(
  z.strictObject({
    promise: z.string(),
    claims: z
      .array(
        z.strictObject({
          claim: z.string(),
          /** How the README says it; a claim without is not in the README. */
          readme: z.string().optional(),
          where: z.strictObject({
            offline: seen.optional(),
            servers: seen.optional(),
            provider: seen.optional(),
            account: seen.optional(),
          }),
        }),
      )
      .min(1),
  }),
);
export type Proof = z.output<typeof proofSchema>;

/** Every claim with the places where it was proved. */
export const claimsOf = (proof: Proof) => proof.flatMap(({ claims }) => claims);

/** Every test file or folder that a claim names. */
export const testsOf = (proof: Proof): string[] =>
  claimsOf(proof).flatMap(({ where }) =>
    Object.values(where).flatMap((place) => (Array.isArray(place) ? place : [])),
  );

function cell(place: z.output<typeof seen> | undefined): string {
  if (place === undefined) {
    return "";
  }
  if (place === "none") {
    return "not yet";
  }
  return Array.isArray(place)
    ? place.map((path) => `[\`${path.slice("tests/".length)}\`](../${path})`).join(", ")
    : place;
}

/** The page of all claims, as Markdown that is not formatted yet. */
export function proofPage(proof: Proof): string {
  const lines = [
    "# What was proved, and where",
    "",
    "Made from `proof.yaml` by `npm run docs:proof`. `./groundwork test` runs every test of the first column,",
    "`./groundwork test --all` those of the second too. `not yet`: nobody has run it there. **Nothing has run in a real",
    "account**; `groundwork up` with the official providers, in an account of yours, is the command that would prove it.",
  ];
  for (const { promise, claims } of proof) {
    lines.push("", `## ${promise}`, "");
    lines.push(`| claim | ${places.map((place) => placeNames[place]).join(" | ")} |`);
    lines.push(`| --- | ${places.map(() => "---").join(" | ")} |`);
    for (const { claim, where } of claims) {
      lines.push(`| ${claim} | ${places.map((place) => cell(where[place])).join(" | ")} |`);
    }
  }
  return [...lines, ""].join("\n");
}

/** The README's rows: each claim of it with its first test. */
export function readmeRows(proof: Proof): string[] {
  return claimsOf(proof).flatMap(({ readme, where }) => {
    const [test = ""] = [where.offline ?? where.servers ?? []].flat();
    const cited = `[\`${test.slice("tests/".length)}\`](${test})`;
    return readme === undefined ? [] : [`| ${readme} | ${cited} |`];
  });
}
