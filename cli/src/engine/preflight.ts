import { known } from "../names";
import { type Held, resourcesIn } from "./checkpoint";
import { askProviders, type Question } from "./lookup";
import type { Place } from "./place";
import { stackNames } from "./reading";
import type { Step } from "./schedule";

/** Kinds that their service keeps while they hold something, and the data source that tells. */
interface Container {
  readonly question: (id: string) => Omit<Question, "provider">;
  /** The list of the answer. */
  readonly content: string;
  /** Input that has the provider empty it first. */
  readonly emptied: string;
  readonly empty: (id: string) => string;
}

const containers: Readonly<Record<string, Container>> = {
  "aws:s3/bucket:Bucket": {
    question: (id) => ({
      token: "aws:s3/getObjects:getObjects",
      args: { bucket: id, maxKeys: 1 },
    }),
    content: "keys",
    emptied: "forceDestroy",
    empty: (id) => `aws s3 rm s3://${id} --recursive, then remove its old versions`,
  },
  "aws:ecr/repository:Repository": {
    question: (id) => ({
      token: "aws:ecr/getImages:getImages",
      args: { repositoryName: id },
    }),
    content: "imageIds",
    emptied: "forceDelete",
    empty: (id) => `aws ecr batch-delete-image --repository-name ${id} --image-ids ...`,
  },
};

/** What the running command lets people do about what stands in its way. */
export interface Choices {
  /** Ids of resources that stay. @default none */
  readonly keep?: ReadonlySet<string>;
  /** Whether people may name more stacks, and resources that stay. @default false */
  readonly mayChoose?: boolean;
}

/**
 * Refuses to destroy what can't be destroyed as a whole, before anything is touched.
 * @throws UnknownKeyError when nothing has an id of `keep`.
 * @throws Error that names each reason: a stack that is up and reads a chosen one, and a bucket or a
 * repository that holds something.
 */
export async function requireDestroyable(
  place: Place,
  chosen: readonly Step[],
  all: readonly Step[],
  { keep = new Set(), mayChoose = false }: Choices = {},
): Promise<void> {
  const existing = await stackNames(place);
  const names = new Set(chosen.map(({ name }) => name));
  const readers = all.filter(({ name }) => existing.has(name) && !names.has(name));
  const problems = readers.flatMap(({ name, after }) =>
    after
      .filter((read) => names.has(read) && existing.has(read))
      .map(
        (read) =>
          `${read} is read by ${name}, which is up: ${mayChoose ? "name it too, or " : ""}destroy it first`,
      ),
  );
  const ids = new Set<string>();
  for (const { name } of chosen.filter((step) => existing.has(step.name))) {
    const resources = resourcesIn(await place.workspace.exportStack(name));
    resources.forEach(({ id = "" }) => ids.add(id));
    const full = await fullIn(place, resources, keep);
    problems.push(
      ...full.map(
        ({ id, empty }) =>
          `${name}: ${id} is not empty: empty it (${empty})${mayChoose ? ` or keep it (--keep ${id})` : ""}`,
      ),
    );
  }
  ids.delete("");
  keep.forEach((id) => known("--keep, a resource of these stacks", [...ids].sort(), id));
  if (problems.length > 0) {
    throw new Error(["nothing was touched, because", ...problems].join("\n"));
  }
}

/** The buckets and repositories that hold something, and how to empty each. */
async function fullIn(
  place: Place,
  resources: readonly Held[],
  keep: ReadonlySet<string>,
): Promise<readonly { readonly id: string; readonly empty: string }[]> {
  const asked = resources.flatMap(({ type, id, retainOnDelete, inputs = {}, provider }) => {
    const container = Object.hasOwn(containers, type) ? containers[type] : undefined;
    if (container === undefined || id === undefined || provider === undefined) {
      return [];
    }
    const stays = retainOnDelete === true || keep.has(id) || inputs[container.emptied] === true;
    return stays ? [] : [{ id, container, question: { ...container.question(id), provider } }];
  });
  if (asked.length === 0) {
    return [];
  }
  const answers = await askProviders(
    place,
    resources,
    asked.map(({ question }) => question),
  );
  return asked.flatMap(({ id, container }, index) => {
    const content = answers[index]?.[container.content];
    return Array.isArray(content) && content.length > 0 ? [{ id, empty: container.empty(id) }] : [];
  });
}
