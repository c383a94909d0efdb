import assert from "node:assert/strict";

import type { Example } from "../../../policy/src/rules/example";
import { EKS01 } from "../../../policy/src/rules/eks-01-public-endpoint/rule";
import {
  ingressRule,
  legacyRule,
  NET01,
  prefixEntry,
} from "../../../policy/src/rules/net-01-open-ingress/rule";
import type { Rule } from "../../../policy/src/rules/rule";
import { judge, unknown } from "../harness";

/** Networks that nobody can know before the update, in which an example of a rule has no unknown value. */
interface Later {
  readonly rule: Rule;
  readonly what: string;
  readonly example: Example;
  readonly isFound: boolean;
}

const settings = { later: ["edge*"] };
const cluster = (...publicAccessCidrs: string[]) => ({
  props: { vpcConfig: { publicAccessCidrs } },
});
const opening = { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: unknown };
const listed = (example: Example): Example => ({ ...example, name: "edge", settings });
const found = true;

export const laters: readonly Later[] = [
  [EKS01, "a listed cluster", listed(cluster(unknown)), false],
  [
    EKS01,
    "a listed cluster with a known network",
    listed(cluster(unknown, "198.51.100.0/24")),
    false,
  ],
  [EKS01, "a listed cluster that is open", listed(cluster(unknown, "0.0.0.0/0")), found],
  [EKS01, "a listed cluster without networks", listed(cluster()), found],
  [EKS01, "another cluster", { ...cluster(unknown), settings }, found],
  [EKS01, "a cluster without the setting", cluster(unknown), found],
  [NET01, "a listed rule", listed({ type: ingressRule, props: opening }), false],
  [
    NET01,
    "a listed group",
    listed({ props: { ingress: [{ protocol: "-1", cidrBlocks: [unknown] }] } }),
    false,
  ],
  [
    NET01,
    "a listed rule of old",
    listed({ type: legacyRule, props: { protocol: "-1", cidrBlocks: [unknown] } }),
    false,
  ],
  [
    NET01,
    "a listed entry of a list",
    listed({ type: prefixEntry, props: { cidr: unknown } }),
    false,
  ],
  [
    NET01,
    "a listed rule that is open",
    listed({ type: ingressRule, props: { ...opening, cidrIpv6: "::/0" } }),
    found,
  ],
  [NET01, "another rule", { type: ingressRule, props: opening, settings }, found],
].map(([rule, what, example, isFound]) => ({ rule, what, example, isFound }) as Later);

/** Expects a network that is not known yet to be judged after the update where the settings say so. */
export async function expectLater({ rule, example, isFound }: Later): Promise<void> {
  const all = await judge(rule, example);
  assert.equal(all.length > 0, isFound, all.map(({ message }) => message).join("\n"));
}
