import { clusterTypes, logsOf } from "../../kit/clusters";
import { everywhere, rule } from "../rule";

export const wanted = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const EKS03 = rule({
  id: "EKS-03",
  title: "A cluster logs all that its control plane can log.",
  severity: "high",
  types: clusterTypes,
  frameworks: ["FSBP EKS.8", "CIS-EKS-1.4 2.1.1"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set enabledClusterLogTypes to api, audit, authenticator, controllerManager and scheduler; with aws-native, logging.clusterLogging.enabledTypes.",
  link: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  check(resource, ctx) {
    const { place, names } = logsOf(resource);
    const missing = wanted.filter((type) => !names.some(({ text }) => text === type));
    if (missing.length === 0) {
      return;
    }
    const want = wanted.join(", ");
    if (names.some(({ unknown }) => unknown)) {
      ctx.unknown(place, want);
    } else {
      ctx.violation({ path: place.path, want, given: `none of ${missing.join(", ")}` });
    }
  },
  remedies: {
    enabledClusterLogTypes: wanted,
    "logging.clusterLogging.enabledTypes": wanted.map((type) => ({ type })),
  },
});
