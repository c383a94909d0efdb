import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A JSON file for the engine, in a folder that only its owner can read; this process deletes it at its end. */
export function scratchFile(name: string, data: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-gate-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(data, undefined, 2));
  return file;
}
