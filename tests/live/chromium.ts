import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { LiveDescription } from "@groundwork-iac/sandbox";
import { chromium, type Page } from "playwright-core";

import { keyHash } from "../../cli/src/actions/live";
import { browserProgram } from "./browser-program";

/**
 * Opens pages in a real browser that reaches the live servers as `sandbox up --live` says.
 * @param back An address that nothing listens on: where a login sends the browser.
 */
export async function inBrowser<T>(
  { proxy, caFile }: LiveDescription,
  back: string,
  visit: (page: Page) => Promise<T>,
): Promise<T> {
  const profile = join(tmpdir(), `groundwork-browser-${process.pid}-${Date.now()}`);
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserProgram,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      `--proxy-server=${proxy}`,
      `--ignore-certificate-errors-spki-list=${keyHash(caFile)}`,
    ],
  });
  try {
    await browser.route(`${back}**`, (route) =>
      route.fulfill({ contentType: "text/plain", body: "logged in" }),
    );
    return await visit(await browser.newPage());
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
