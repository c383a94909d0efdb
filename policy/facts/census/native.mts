/**
 * Writes policy/src/generator/census/native-kinds.json. The package is too large to install for this alone: in
 * an empty folder, npm install --ignore-scripts @pulumi/aws-native@1.79.0, then: node PATH/policy/facts/census/native.mts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { kindsOf, textOf } from "./kinds.mts";

const file = join(import.meta.dirname, "../../src/generator/census/native-kinds.json");
const folder = join(process.cwd(), "node_modules/@pulumi/aws-native");
writeFileSync(file, textOf(Object.fromEntries(kindsOf(folder))));
