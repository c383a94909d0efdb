import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Fills a `node_modules` with packages that another one holds, and all that they depend on there, by
 * hard links where the file system can: npm then finds them installed and need not unpack them.
 */
export function seedModules(from: string, to: string, names: readonly string[]): void {
  const left = names.filter((name) => existsSync(join(from, name)));
  const seen = new Set(left);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    linkFolder(join(from, name), join(to, name));
    for (const needed of dependenciesOf(join(from, name))) {
      if (!seen.has(needed) && existsSync(join(from, needed))) {
        seen.add(needed);
        left.push(needed);
      }
    }
  }
}

function dependenciesOf(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(manifest.dependencies ?? {});
}

function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      linkFolder(source, target);
    } else if (!existsSync(target)) {
      linkFile(source, target);
    }
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without hard links.
    copyFileSync(source, target);
  }
}
