export { type Held, secretKey } from "./checkpoint";
export type { Change, Reported } from "./events";
export { placeOf, type PlaceOptions } from "./place";
export {
  type BringOptions,
  type Holding,
  type Preview,
  Runner,
  type RunOptions,
  say,
} from "./runner";
export { scratchFile } from "./scratch-file";
