import { everywhere, graphRule } from "../rule";
import { balancerTypes, judgeListeners } from "./balancers";
import { gatewayTypes, judgeGateways } from "./gateways";

export const GR03 = graphRule({
  id: "GR-03",
  title:
    "A public load balancer or gateway has a certificate for its hosts, and DNS records that lead to it.",
  severity: "critical",
  scope: "stack",
  types: [...gatewayTypes, ...balancerTypes],
  frameworks: ["CIS-EKS-1.4 5.4.5", "FSBP ELB.1"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Create the certificate in the same stack, for every host and in the gateway's namespace; let external-dns manage the records of the domain, or create them.",
  link: "https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/",
  check(index, report) {
    judgeGateways(index, report);
    judgeListeners(index, report);
  },
});
