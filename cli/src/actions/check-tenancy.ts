import { writeFileSync } from "node:fs";

import { LiveServers, sandboxPaths } from "@groundwork-iac/sandbox";

import { say } from "../engine";
import { readProject } from "../project";
import { checkLine, DemoPeople, junit, markdown, tenancyChecks, vacantPersonas } from "../tenancy";

export interface TenancyOptions {
  readonly json?: boolean;
  /** Print Markdown. */
  readonly md?: boolean;
  /** File for JUnit's XML. */
  readonly junit?: string;
}

/**
 * Tries every access that the declarations allow or refuse on the sandbox's real servers.
 * @throws Error when the sandbox has no such servers, or one of them answers otherwise than declared.
 */
export async function checkTenancy(root: string, options: TenancyOptions): Promise<void> {
  const { organization } = readProject(root);
  const servers = new LiveServers(sandboxPaths(root).state);
  if (organization === undefined || !servers.isWanted) {
    throw new Error("no live servers here: run `groundwork sandbox up --live` first");
  }
  const description = await servers.whole();
  const people = new DemoPeople(description, servers.paths.description);
  const checks = await tenancyChecks(organization, description, people);
  vacantPersonas(organization).forEach((persona) => {
    say(`${persona}: not tried, as the team's file names nobody`);
  });
  const failed = checks.filter(({ passed }) => !passed);
  if (options.junit !== undefined) {
    writeFileSync(options.junit, junit(checks));
  }
  if (options.json === true) {
    console.log(JSON.stringify({ checks }, undefined, 2));
  } else if (options.md === true) {
    console.log(markdown(checks));
  } else {
    failed.forEach((check) => {
      console.log(checkLine(check));
    });
  }
  const refused = checks.filter(({ expected }) => expected === "refused").length;
  const total = `${checks.length} checks, ${refused} of them refusals`;
  if (failed.length > 0) {
    throw new Error(`tenancy: ${failed.length} of ${total}, are not as declared`);
  }
  if (options.json !== true) {
    console.log(`${total}: all as declared`);
  }
}
