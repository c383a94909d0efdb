export { analyzeState } from "./analysis";
export { type Held, secretKey } from "./checkpoint";
export { tearDown } from "./down";
export type { Change, Reported } from "./events";
export { counted, say, unverifiedLines } from "./lines";
export { askProviders } from "./lookup";
export type { RunOptions } from "./operations";
export { type Place, placeOf, type PlaceOptions, sandboxPlace } from "./place";
export { requireDestroyable } from "./preflight";
export { type Preview, previewStacks } from "./preview";
export {
  describedStacks,
  exportedStates,
  type Holding,
  holdingsOf,
  outputsOf,
  stackNames,
} from "./reading";
export { questionText, type Step } from "./recovery/fates";
export type { Lock } from "./recovery/lock";
export { foreseeRecovery, recover, type Recovery } from "./recovery/recover";
export { scratchFile } from "./scratch-file";
export { type BringOptions, bringUp } from "./up";
