import { existsSync } from "node:fs";

import type { Tool } from "@groundwork-iac/sandbox";

/** Program of the browser that tests log in with. */
export const browserProgram = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const browser: Tool = {
  name: `Chromium as ${browserProgram}, or where CHROMIUM says`,
  need: "which the tests log in with",
  get: "on Debian: apt-get install chromium",
  isThere: () => existsSync(browserProgram),
};
