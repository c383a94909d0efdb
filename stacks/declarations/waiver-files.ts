import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** A file of waivers. */
export interface WaiverFile {
  readonly file: string;
  /** The team whose own it is; none for the platform's. */
  readonly team?: string;
}

/** `waivers.yaml`, whether it is there or not, and all that lies in `waivers/`, in order. */
export function waiverFiles(directory: string): WaiverFile[] {
  const folder = join(directory, "waivers");
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const ofTeams = names.map((name) => ({
    file: join(folder, name),
    team: basename(name, ".yaml"),
  }));
  return [{ file: join(directory, "waivers.yaml") }, ...ofTeams];
}
