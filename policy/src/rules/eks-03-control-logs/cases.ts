import type { Example } from "../example";
import { wanted } from "./rule";

const logging = (types: unknown) => ({ props: { enabledClusterLogTypes: types } });
const without = (type: string) => logging(wanted.filter((other) => other !== type));

/** The same of the aws-native provider. */
const native = (...types: string[]): Example => ({
  type: "aws-native:eks:Cluster",
  props: { logging: { clusterLogging: { enabledTypes: types.map((type) => ({ type })) } } },
});

export const good: readonly Example[] = [
  logging(wanted),
  logging([...wanted].reverse()),
  logging([...wanted, "audit"]),
  logging([...wanted, "added-later"]),
  { tier: "sandbox", ...logging(wanted) },
  native(...wanted),
];

export const bad: readonly Example[] = [
  {
    props: {},
    says: "want api, audit, authenticator, controllerManager, scheduler, given none of api, audit,",
  },
  logging([]),
  logging("audit"),
  without("api"),
  without("audit"),
  without("authenticator"),
  without("controllerManager"),
  without("scheduler"),
  logging(["api", "audit", "authenticator", "controllermanager", "scheduler"]),
  { tier: "sandbox", ...logging(["api"]) },
  native(),
  { ...native("api", "audit"), says: "logging.clusterLogging.enabledTypes: want api" },
];
