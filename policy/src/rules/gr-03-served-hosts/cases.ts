import type { StackExample } from "../example";
import { balancerBad, balancerGood } from "./balancers-cases";
import { gatewayBad, gatewayGood } from "./gateways-cases";

export const good: readonly StackExample[] = [...gatewayGood, ...balancerGood];

export const bad: readonly StackExample[] = [...gatewayBad, ...balancerBad];
