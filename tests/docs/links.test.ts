import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, it } from "vitest";

const root = join(__dirname, "../..");

/** What a clone has, or will have once it is committed; not what a build makes. */
const kept = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const pages = kept.filter((file) => file.endsWith(".md"));

/** As a Git host makes an anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

function anchorsIn(text: string): string[] {
  return [...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

const prose = (text: string) => text.replaceAll(/^```[^]*?^```$/gm, "");

/** Links of a page that lead to no file of a clone, or to no heading of a page. */
function deadLinks(page: string, text: string): string[] {
  const links = [...prose(text).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, to = ""]) => to);
  return links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(root, join(root, dirname(page), path));
    const exists = kept.some((file) => file === target || file.startsWith(`${target}/`));
    const isPage = exists && statSync(join(root, target)).isFile() && target.endsWith(".md");
    const headings = isPage ? anchorsIn(readFileSync(join(root, target), "utf8")) : [];
    return !exists || (anchor !== undefined && isPage && !headings.includes(anchor));
  });
}

describe("links of the pages", () => {
  it.each(pages)("%s", (page) => {
    expect(deadLinks(page, readFileSync(join(root, page), "utf8"))).toEqual([]);
  });

  it.each(["rules.md", "../policy/docs/rules.md", "gate.md#nowhere", "#nowhere"])(
    "would not lead to %s",
    (link) => {
      expect(deadLinks("docs/README.md", `[a](${link}) and [b](gate.md#waivers)`)).toEqual([link]);
    },
  );
});
