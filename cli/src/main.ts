#!/usr/bin/env node
import "./compile-cache";

import { groundwork } from "./commands";
import { exitCodeOf, messageOf } from "./failures";

function fail(error: unknown): never {
  console.error(`groundwork: ${messageOf(error)}`);
  process.exit(exitCodeOf(error));
}

process.on("uncaughtException", fail);
groundwork(process.env["GROUNDWORK_ROOT"] ?? process.cwd())
  .parseAsync()
  .catch(fail);
