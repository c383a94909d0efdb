import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "vitest";

const policy = join(__dirname, "../../policy");
const isCases = (file: string) => /cases\.(js|d\.ts)$/.test(file);

/** The pack's own files that its entries load, with a server that serves nothing. */
function loaded(): string[] {
  const script = `
    const load = require("node:module").createRequire(${JSON.stringify(join(policy, "package.json"))});
    load("@pulumi/policy/server").serve = () => {};
    ["index", "catalogue", "admission/index"].forEach((entry) => load("./dist/" + entry + ".js"));
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const out = execFileSync(process.execPath, ["-e", script], { cwd: policy, encoding: "utf8" });
  const start = join(policy, "dist/");
  return (JSON.parse(out) as string[])
    .filter((file) => file.startsWith(start))
    .map((file) => file.slice(start.length));
}

it("loads every rule and no cases, as the engine starts it", () => {
  const files = loaded();
  expect(files.filter((file) => /^rules\/.+\/rule\.js$/.test(file)).length).toBe(41);
  expect(files.filter(isCases)).toEqual([]);
});
