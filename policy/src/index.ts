// First, so that it holds for all that is loaded after it.
import "./pack/node-version";
import "./pack/keep-compiled";

import { flushCompileCache } from "node:module";

import { PolicyPack } from "@pulumi/policy";

import { newRun } from "./pack/excuses";
import { graphPolicy, intentPolicies, resourcePolicies, waiverPolicy } from "./pack/pack";
import { graphRules, rules } from "./rules/all";

const all = [...rules, ...graphRules];
const run = newRun();
new PolicyPack("groundwork", {
  description: "Guardrails for an engineering platform's stacks.",
  policies: [
    ...intentPolicies(all, run),
    ...resourcePolicies(rules, run),
    graphPolicy(graphRules, run),
    waiverPolicy(all, run),
  ],
});

// The engine ends the pack before Node would write it by itself.
flushCompileCache();
