import { basename, join } from "node:path";

import { readNames } from "./files";
import type { FileProblem } from "./problems";

/** A file of waivers. */
export interface WaiverFile {
  readonly file: string;
  /** The team whose own it is; none for the platform's. */
  readonly team?: string;
  /** Why the folder of files, which `file` names, can't be read. */
  readonly problem?: FileProblem;
}

/** `waivers.yaml`, whether it is there or not, and all that lies in `waivers/`, in order. */
export function waiverFiles(directory: string): WaiverFile[] {
  const folder = join(directory, "waivers");
  const ofPlatform = { file: join(directory, "waivers.yaml") };
  const listed = readNames(folder) ?? { value: [] };
  if ("problem" in listed) {
    return [ofPlatform, { file: folder, problem: listed.problem }];
  }
  const ofTeams = listed.value.map((name) => ({
    file: join(folder, name),
    team: basename(name, ".yaml"),
  }));
  return [ofPlatform, ...ofTeams];
}
