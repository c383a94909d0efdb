import { Refused } from "./provider";
import type { Bag, CloudStore } from "./store";

const objects = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

/** The data sources that the offline cloud answers, from what it holds. */
const sources: Readonly<Record<string, (args: Bag, store: CloudStore) => Bag>> = {
  "aws:s3/getObjects:getObjects": ({ bucket, maxKeys = 1000 }, store) => {
    const held = objects.flatMap((token) => store.kind(token));
    const keys = held.filter(({ inputs }) => inputs["bucket"] === bucket);
    return { bucket, keys: keys.map(({ inputs }) => inputs["key"]).slice(0, Number(maxKeys)) };
  },
  // Nobody pushes images to the offline cloud.
  "aws:ecr/getImages:getImages": ({ repositoryName }) => ({ repositoryName, imageIds: [] }),
};

/** @throws Refused for any other data source. */
export function answerOf(pkg: string, token: string, args: Bag, store: CloudStore): Bag {
  const source = Object.hasOwn(sources, token) ? sources[token] : undefined;
  if (source === undefined) {
    throw new Refused(`SIMULATED ${pkg}: the offline cloud has no facts for ${token}`);
  }
  return source(args, store);
}
