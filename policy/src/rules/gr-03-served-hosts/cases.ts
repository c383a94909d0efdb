import type { StackExample } from "../example";
import { balancerBad, balancerGood } from "./balancers-cases";
import { gatewayBad, gatewayGood } from "./gateways-cases";
import { routeBad, routeGood } from "./routes-cases";

export const good: readonly StackExample[] = [...gatewayGood, ...balancerGood, ...routeGood];

export const bad: readonly StackExample[] = [...gatewayBad, ...balancerBad, ...routeBad];
