import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

const kit = join(__dirname, "../../../policy/src/kit");
const read = (file: string) => readFileSync(join(kit, file), "utf8");

/** Each exported name with its file. */
const exported = globSync("*.ts", { cwd: kit }).flatMap((file) =>
  [...read(file).matchAll(/^export (?:const|function|class|interface|type) (\w+)/gm)].map(
    ([, name = ""]) => `${name} ${file}`,
  ),
);
/** Each row of the tables: name and file. */
const listed = [...read("README.md").matchAll(/^\| `(\w+)` *\| \[(.+?)\]\(\2\) *\| \S.+\|$/gm)].map(
  ([, name = "", file = ""]) => `${name} ${file}`,
);

it("lists every helper of the kit with its file and its use, and no other", () => {
  expect(exported.length).toBeGreaterThan(60);
  expect([...listed].sort()).toEqual([...exported].sort());
});

it("exports in one form, which the list is compared by", () => {
  const others = globSync("*.ts", { cwd: kit }).flatMap((file) =>
    read(file)
      .split("\n")
      .filter((line) => /^export (?!(const|function|class|interface|type) \w)/.test(line)),
  );
  expect(others).toEqual([]);
});

it("has one name for one helper", () => {
  const names = exported.map((one) => one.split(" ")[0]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
