import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** SDKs that a user may leave out, as the compiler writes their loading. */
const loading = /require\("(@pulumi\/(?!pulumi")[a-z]+)"\)/g;
const mark = '.want("';

/**
 * Has each compiled file ask for its optional SDKs first, on its first line, so that positions in
 * source maps stay as they are.
 * @param folder Folder of the compiled files.
 * @param peer The compiled `peer.js` without its extension.
 */
export function askForPeers(folder: string, peer: string): void {
  for (const name of globSync("**/*.js", { cwd: folder })) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    const wanted = new Set([...text.matchAll(loading)].map(([, sdk]) => sdk));
    const [first = ""] = text.split("\n", 1);
    if (wanted.size === 0 || !first.startsWith('"use strict";') || first.includes(mark)) {
      continue;
    }
    const from = relative(dirname(file), peer);
    const path = from.startsWith(".") ? from : `./${from}`;
    const calls = [...wanted].map((sdk) => ` require("${path}")${mark}${sdk}");`);
    writeFileSync(
      file,
      text.replace(first, () => `${first}${calls.join("")}`),
    );
  }
}
