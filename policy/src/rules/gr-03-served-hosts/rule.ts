import { everywhere, graphRule } from "../rule";
import { balancerTypes, judgeListeners } from "./balancers";
import { gatewayTypes, judgeGateways } from "./gateways";

export const GR03 = graphRule({
  id: "GR-03",
  title:
    "What is served in public has a certificate for its hosts, and DNS records that lead to it.",
  severity: "critical",
  scope: "stack",
  types: [...gatewayTypes, ...balancerTypes],
  frameworks: ["CIS-EKS-1.4 5.4.5", "FSBP ELB.1"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Make the certificate in the stack, for every host that is served and in the gateway's namespace; let external-dns keep the records of the domain, or make them.",
  link: "https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/",
  check(index, report) {
    judgeGateways(index, report);
    judgeListeners(index, report);
  },
});
