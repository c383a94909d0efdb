import {
  type LiveDescription,
  liveDescription,
  liveVariable,
} from "../../sandbox/src/live/description";

/** The real servers that the tests of this folder work on. */
export function runningServers(): LiveDescription {
  const description = liveDescription();
  if (description === undefined) {
    throw new Error(`${liveVariable}: want the file that tells of real servers, got nothing`);
  }
  return description;
}
