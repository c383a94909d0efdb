#!/usr/bin/env node
import "./node-version";
import "./compile-cache";

import { groundwork } from "./commands";
import { endWhenPrinted, endWithReader } from "./ending";
import { ignoredFolders } from "./folders-of-user";
import { exitCodeOf, HelpShown, messageOf } from "./failures";

function fail(error: unknown): void {
  if (!(error instanceof HelpShown)) {
    console.error(`groundwork: ${messageOf(error)}`);
  }
  endWhenPrinted(exitCodeOf(error));
}

endWithReader();
process.on("uncaughtException", fail);
ignoredFolders(process.env).forEach((line) => {
  console.error(`groundwork: ${line}`);
});
groundwork(process.env["GROUNDWORK_ROOT"] ?? process.cwd())
  .parseAsync()
  .catch(fail);
