import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A JSON file for the engine, in a folder that only its owner can read; this process deletes it at its end. */
export function scratchFile(name: string, data: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(data, undefined, 2));
  return file;
}

/** The same for one piece of work. */
export async function withScratchFile<T>(
  data: unknown,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-"));
  try {
    const file = join(folder, "data.json");
    writeFileSync(file, JSON.stringify(data));
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
