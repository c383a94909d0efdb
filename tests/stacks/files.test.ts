import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { auditFile } from "../../stacks/checks/address-audit";
import { ProblemsError } from "../../stacks/declarations/problems";
import { grantedQuotas } from "../../stacks/declarations/granted-quotas";
import { waiverFiles } from "../../stacks/declarations/waiver-files";
import { loadOrganization } from "../../stacks/organization";

const reference = join(__dirname, "../../organization");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-files-"));
  chmodSync(folder, 0o755);
  cpSync(reference, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs as a user who is bound by permissions, since root is not. */
function asUser<T>(run: () => T): T {
  const root = process.getuid?.() === 0;
  if (root) {
    process.seteuid?.(65534);
  }
  try {
    return run();
  } finally {
    if (root) {
      process.seteuid?.(0);
    }
  }
}

/** The problems of a reading, without their file's folder. */
function problemsOf(read: () => unknown): unknown[] {
  try {
    asUser(read);
  } catch (error) {
    if (error instanceof ProblemsError) {
      return error.problems.map(({ file, ...rest }) => ({
        file: file.replace(`${folder}/`, ""),
        ...rest,
      }));
    }
    throw error;
  }
  return [];
}

const text = (file: string) => readFileSync(file, "utf8");

/** A way to spoil a file, and the problem that it makes. */
type Spoiled = [name: string, spoil: (file: string) => void, problem: object];

const replacing = (put: (file: string) => void) => (file: string) => {
  rmSync(file, { recursive: true });
  put(file);
};

const spoiled: Spoiled[] = [
  [
    "a folder",
    replacing((file) => mkdirSync(file)),
    { kind: "unreadable", want: "a file", found: "a folder", fix: "put a file in its place" },
  ],
  [
    "a file without permission",
    (file) => {
      chmodSync(file, 0);
    },
    {
      kind: "unreadable",
      want: "a file that this user may read",
      found: "no permission",
      fix: "grant it",
    },
  ],
  [
    "a link to nothing",
    replacing((file) => {
      symlinkSync("elsewhere.yaml", file);
    }),
    {
      kind: "unreadable",
      want: "a file",
      found: 'a link to "elsewhere.yaml", which leads nowhere',
      fix: "mend the link, or remove it",
    },
  ],
  [
    "a link to itself",
    replacing((file) => {
      symlinkSync(basename(file), file);
    }),
    { kind: "unreadable", want: "a file", fix: "mend the link, or remove it" },
  ],
  [
    "UTF-16",
    (file) => {
      writeFileSync(file, `\uFEFF${text(file)}`, "utf16le");
    },
    {
      kind: "syntax",
      want: "text in UTF-8",
      found: "UTF-16 or bytes that are no text",
      fix: "save it in UTF-8",
    },
  ],
  [
    "UTF-16 without its mark",
    (file) => {
      writeFileSync(file, text(file), "utf16le");
    },
    { kind: "syntax", want: "text in UTF-8", found: "UTF-16 or bytes that are no text" },
  ],
  [
    "Latin-1",
    (file) => {
      writeFileSync(file, "displayName: Café\n", "latin1");
    },
    { kind: "syntax", want: "text in UTF-8", found: "another encoding" },
  ],
  [
    "50 MB",
    (file) => {
      truncateSync(file, 50_000_000);
    },
    {
      kind: "bounds",
      want: "a file of at most 4 MB",
      found: "50.0 MB",
      fix: "keep only declarations in it",
    },
  ],
];

const files = ["organization.yaml", "environments/dev.yaml", "teams/payments.yaml"];

describe.each([...files, "addresses.json"])("%s", (file) => {
  it.each(spoiled)("that is %s is refused by its name", (_name, spoil, problem) => {
    spoil(join(folder, file));
    const found = problemsOf(() => loadOrganization(folder));
    expect(found[0]).toMatchObject({ file, path: "", ...problem });
  });

  it("is read with a byte order mark as without", () => {
    const before = loadOrganization(folder);
    writeFileSync(join(folder, file), `\uFEFF${text(join(folder, file))}`);
    expect(loadOrganization(folder)).toEqual(before);
  });
});

it.each(files)("%s that is empty is refused", (file) => {
  writeFileSync(join(folder, file), "");
  expect(problemsOf(() => loadOrganization(folder))[0]).toMatchObject({ file, path: "(file)" });
});

describe.each(["environments", "teams"])("the folder %s", (name) => {
  it.each<Spoiled>([
    [
      "a file",
      replacing((path) => {
        writeFileSync(path, "");
      }),
      { want: "a folder", found: "a file", fix: "put a folder in its place" },
    ],
    [
      "a link to nothing",
      replacing((path) => {
        symlinkSync("elsewhere", path);
      }),
      { want: "a folder", found: 'a link to "elsewhere", which leads nowhere' },
    ],
    [
      "a folder without permission",
      (path) => {
        chmodSync(path, 0);
      },
      { want: "a folder that this user may read", found: "no permission" },
    ],
  ])("that is %s is refused by its name", (_name, spoil, problem) => {
    spoil(join(folder, name));
    const found = problemsOf(() => loadOrganization(folder));
    chmodSync(dirname(join(folder, name)), 0o755);
    expect(found[0]).toMatchObject({ file: name, path: "", kind: "unreadable", ...problem });
  });
});

it("waivers/ that is a file is named as it is, and taken for no file of waivers", () => {
  writeFileSync(join(folder, "waivers"), "[]");
  expect(waiverFiles(folder)).toEqual([
    { file: join(folder, "waivers.yaml") },
    {
      file: join(folder, "waivers"),
      problem: expect.objectContaining({ found: "a file" }) as unknown,
    },
  ]);
});

it.each([
  ["a plan of addresses", auditFile],
  ["a list of quotas", grantedQuotas],
])("%s that is a folder is refused by its name", (_name, read) => {
  expect(problemsOf(() => read(join(folder, "teams")))).toMatchObject([
    { file: "teams", want: "a file", found: "a folder" },
  ]);
});
