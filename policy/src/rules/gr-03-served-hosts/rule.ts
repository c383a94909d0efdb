import { identifying } from "../../kit/settings";
import { everywhere, graphRule } from "../rule";
import { balancerTypes, judgeListeners } from "./balancers";
import { gatewayTypes, judgeGateways } from "./gateways";
import { judgeDeclared } from "./declared-hosts";
import { apiRoutes, ingresses, judgeRoutes, routesIn, space, virtualServices } from "./routes";

export const GR03 = graphRule({
  id: "GR-03",
  title:
    "A public load balancer or gateway has a certificate for its hosts, and DNS records that lead to it; each host has routes of one namespace.",
  severity: "critical",
  scope: "estate",
  types: [...[gatewayTypes, balancerTypes, virtualServices, apiRoutes, ingresses].flat(), space],
  frameworks: ["CIS-EKS-1.4 5.4.5", "FSBP ELB.1"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { hosts: identifying },
  fix: "Create the certificate in the same stack, for every host and in the gateway's namespace; let external-dns manage the records of the domain, or create them; give each host's routes to one namespace; the setting `hosts` has the hosts that are declared, each as <namespace>:<host>.",
  link: "https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/",
  check(index, report) {
    judgeGateways(index, report);
    judgeListeners(index, report);
    const routes = routesIn(index);
    judgeRoutes(index, routes, report);
    judgeDeclared(routes, report);
  },
});
