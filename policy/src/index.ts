import { PolicyPack } from "@pulumi/policy";

import { graphPolicy, resourcePolicies } from "./pack";
import { graphRules, rules } from "./rules";

new PolicyPack("groundwork", {
  description: "Guardrails for an engineering platform's stacks.",
  policies: [...resourcePolicies(rules), graphPolicy(graphRules)],
});
