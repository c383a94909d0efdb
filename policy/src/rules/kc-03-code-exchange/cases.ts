import type { Example } from "../example";

const code = (method?: unknown, standardFlowEnabled: unknown = true) => ({
  props: { accessType: "PUBLIC", standardFlowEnabled, pkceCodeChallengeMethod: method },
});

const told = (method: unknown) => ({ "pkce.code.challenge.method": method });
const both = (method: string) => ({
  props: { ...code("S256").props, extraConfig: told(method) },
});

export const good: readonly Example[] = [
  code("S256"),
  code("S256", "true"),
  code("S256", false),
  code(undefined, false),
  code("plain", "false"),
  { props: { accessType: "CONFIDENTIAL", serviceAccountsEnabled: true } },
  { tier: "sandbox", ...code("S256") },
  both("S256"),
];

export const bad: readonly Example[] = [
  code(),
  code("plain"),
  code(""),
  code("s256"),
  code(null, "true"),
  { props: { accessType: "CONFIDENTIAL", standardFlowEnabled: true } },
  { tier: "sandbox", ...code("plain") },
  both("plain"),
  both(""),
];
