import { everywhere, rule } from "../rule";

const property = "enabledClusterLogTypes";
export const wanted = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const EKS03 = rule({
  id: "EKS-03",
  title: "A cluster logs all that its control plane can log.",
  severity: "high",
  types: ["aws:eks/cluster:Cluster"],
  frameworks: ["FSBP EKS.8", "CIS-EKS-1.4 2.1.1"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set enabledClusterLogTypes to api, audit, authenticator, controllerManager and scheduler.",
  link: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  check(resource, ctx) {
    const types = resource.items(property);
    const missing = wanted.filter((type) => !types.some(({ text }) => text === type));
    if (missing.length === 0) {
      return;
    }
    const want = wanted.join(", ");
    if (types.some(({ unknown }) => unknown)) {
      ctx.unknown(resource.at(property), want);
    } else {
      ctx.violation({ path: property, want, given: `none of ${missing.join(", ")}` });
    }
  },
  remedies: { [property]: wanted },
});
