export { analyzeState } from "./analysis";
export { type Held, secretKey } from "./checkpoint";
export { tearDown } from "./down";
export type { Change, Reported } from "./events";
export { counted, say } from "./lines";
export type { RunOptions } from "./operations";
export { type Place, placeOf, type PlaceOptions, sandboxPlace } from "./place";
export { type Preview, previewStacks } from "./preview";
export {
  describedStacks,
  exportedStates,
  type Holding,
  holdingsOf,
  outputsOf,
  stackNames,
} from "./reading";
export { scratchFile } from "./scratch-file";
export { type BringOptions, bringUp } from "./up";
