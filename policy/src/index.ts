import { PolicyPack } from "@pulumi/policy";

import { newRun } from "./excuses";
import { graphPolicy, resourcePolicies, waiverPolicy } from "./pack";
import { graphRules, rules } from "./rules";

const run = newRun();
new PolicyPack("groundwork", {
  description: "Guardrails for an engineering platform's stacks.",
  policies: [
    ...resourcePolicies(rules, run),
    graphPolicy(graphRules, run),
    waiverPolicy([...rules, ...graphRules], run),
  ],
});
