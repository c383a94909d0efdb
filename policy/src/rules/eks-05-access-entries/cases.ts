import type { Example } from "../example";

const access = (authenticationMode?: unknown, admin?: unknown) => ({
  props: {
    accessConfig: { authenticationMode, bootstrapClusterCreatorAdminPermissions: admin },
  },
});

const native = { type: "aws-native:eks:Cluster" };

export const good: readonly Example[] = [
  access("API", false),
  access("API", "false"),
  { tier: "sandbox", ...access("API", false) },
  { tier: "nonprod", ...access("API", false) },
  { ...native, ...access("API", false) },
  { props: { ...access("API", false).props, vpcConfig: { subnetIds: ["subnet-1"] } } },
];

export const bad: readonly Example[] = [
  { props: {}, says: "authenticationMode: want API, given CONFIG_MAP" },
  { tier: "sandbox", props: {} },
  access("API"),
  access("API", true),
  access("API", "true"),
  access("API", null),
  { ...access("CONFIG_MAP", false), says: "given CONFIG_MAP" },
  { ...access("API_AND_CONFIG_MAP", false), says: "given API_AND_CONFIG_MAP" },
  access("api", false),
  access(undefined, false),
  { ...native, props: {} },
  { ...native, ...access("API_AND_CONFIG_MAP", false) },
];
