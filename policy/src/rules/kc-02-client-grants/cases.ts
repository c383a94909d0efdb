import type { Example } from "../example";

const tool = { accessType: "CONFIDENTIAL", standardFlowEnabled: true, fullScopeAllowed: false };
const machine = { ...tool, standardFlowEnabled: false, serviceAccountsEnabled: true };
const client = (props: object) => ({ props });

export const good: readonly Example[] = [
  client(tool),
  client(machine),
  client({ ...machine, serviceAccountsEnabled: "true" }),
  client({ ...tool, directAccessGrantsEnabled: false, implicitFlowEnabled: "false" }),
  client({ ...tool, accessType: "PUBLIC" }),
  client({ ...tool, accessType: "PUBLIC", serviceAccountsEnabled: false }),
  { tier: "sandbox", ...client({ accessType: "BEARER-ONLY", fullScopeAllowed: "false" }) },
];

export const bad: readonly Example[] = [
  client({ accessType: "CONFIDENTIAL" }),
  client({ ...tool, fullScopeAllowed: true }),
  client({ ...tool, fullScopeAllowed: null }),
  client({ ...tool, directAccessGrantsEnabled: true }),
  client({ ...tool, directAccessGrantsEnabled: "true" }),
  client({ ...tool, implicitFlowEnabled: true }),
  client({ ...machine, accessType: "PUBLIC" }),
  client({ ...machine, accessType: "BEARER-ONLY", serviceAccountsEnabled: "true" }),
  client({ serviceAccountsEnabled: true, fullScopeAllowed: false }),
  { tier: "sandbox", ...client({ ...tool, directAccessGrantsEnabled: true }) },
];
