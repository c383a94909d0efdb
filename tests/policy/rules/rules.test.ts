import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { typesOf as policyTypesOf } from "../../../policy/src/pack/held";
import { customPodKinds } from "../../../policy/src/rules/k8s-01-pod-baseline/custom-cases";
import { graphPolicy, resourcePolicies } from "../../../policy/src/pack/pack";
import {
  graphRulesWithCases as graphRules,
  type RuleWithCases,
  rulesWithCases as rules,
} from "../../../policy/src/rules/cases";
import {
  allRules,
  type AnyRule,
  type Example,
  isResourceRule,
  replacing,
  type StackExample,
} from "../examples";
import { runs, someOf } from "../../runs";
import {
  canary,
  examplesOf,
  expectAccepted,
  expectNeverPassed,
  expectNotKnown,
  expectOrderless,
  expectRefused,
  expectUnrepeated,
  show,
} from "../expectations";
import { judge, judgeResource, judgeStack, typeTag } from "../harness";
import { nativeKinds, templateKinds } from "./native-kinds";

const typesOf = ({ types, bad }: RuleWithCases) => bad.map(({ type }) => type ?? types[0]);

/** Kinds that others define; the SDK makes their type of group, version and kind. */
const customKinds = new Set([
  "kubernetes:argoproj.io/v1alpha1:AppProject",
  "kubernetes:argoproj.io/v1alpha1:Application",
  "kubernetes:argoproj.io/v1alpha1:ApplicationSet",
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  ...customPodKinds,
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1:ListenerSet",
  "kubernetes:gateway.networking.x-k8s.io/v1alpha1:ListenerSet",
  "kubernetes:gateway.networking.x-k8s.io/v1alpha1:XListenerSet",
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
  ...["v1:HTTPRoute", "v1beta1:HTTPRoute", "v1:GRPCRoute"].map(
    (kind) => `kubernetes:gateway.networking.k8s.io/${kind}`,
  ),
  "kubernetes:cert-manager.io/v1:Certificate",
  ...["v1", "v1beta1", "v1alpha3"].flatMap((version) => [
    `kubernetes:networking.istio.io/${version}:Gateway`,
    `kubernetes:networking.istio.io/${version}:VirtualService`,
  ]),
  ...["v1beta1", "v1alpha1"].map(
    (version) => `kubernetes:policy.sigstore.dev/${version}:ClusterImagePolicy`,
  ),
]);

describe("the pack", () => {
  it("has rules, each with its own id and at least ten examples, 400 in all", () => {
    expect(allRules.length).toBeGreaterThanOrEqual(10);
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
    for (const { id, good, bad, frameworks, fix, link } of allRules) {
      expect(good.length, id).toBeGreaterThanOrEqual(3);
      expect(bad.length, id).toBeGreaterThanOrEqual(3);
      expect(good.length + bad.length, id).toBeGreaterThanOrEqual(10);
      expect(frameworks.length, id).toBeGreaterThan(0);
      expect(fix, id).toMatch(/\.$/);
      expect(link, id).toMatch(/^https:/);
    }
    const all = allRules.flatMap(examplesOf);
    expect(all.length).toBeGreaterThanOrEqual(400);
  });

  it("has an example of every rule without a property that another of its examples has", () => {
    for (const rule of allRules) {
      const paths = examplesOf(rule).map(pathsOf);
      const all = new Set(paths.flatMap((some) => [...some]));
      expect(paths.filter(({ size }) => size < all.size).length, rule.id).toBeGreaterThan(0);
    }
  });

  it("has no example of a rule twice", () => {
    for (const rule of allRules) {
      const shown = examplesOf(rule).map(show);
      expect(
        shown.filter((text, at) => shown.indexOf(text) !== at),
        rule.id,
      ).toEqual([]);
    }
  });

  it("has a bad example of every type that a resource rule judges", () => {
    for (const rule of rules) {
      expect([...new Set(typesOf(rule))].sort(), rule.id).toEqual([...rule.types].sort());
    }
  });

  it("names types that the installed SDKs have", () => {
    for (const type of new Set(allRules.flatMap(({ types }) => types))) {
      const [pkg = "", module = "", kind = ""] = type.split(":");
      if (type === "pulumi:pulumi:StackReference") {
        const engine = readFileSync("node_modules/@pulumi/pulumi/stackReference.js", "utf8");
        expect(engine).toContain(`"${type}"`);
      } else if (type.startsWith("pulumi:providers:")) {
        const provider = readFileSync(`node_modules/@pulumi/${kind}/provider.js`, "utf8");
        expect(provider, type).toContain(`__pulumiType = '${kind}'`);
      } else if (pkg === "aws-native") {
        expect([...nativeKinds, ...templateKinds], type).toContain(`${module}:${kind}`);
      } else if (!customKinds.has(type.replace(/Patch$/, ""))) {
        const [group = "", version = ""] = module.split("/");
        const inGroup = group.replace("index", ".").toLowerCase();
        const folder = pkg === "kubernetes" ? `${group.split(".")[0] ?? ""}/${version}` : inGroup;
        const place = `node_modules/@pulumi/${pkg}/${folder}`;
        const name = `${kind}.js`.toLowerCase();
        // The SDK writes S3AccessPoint as s3accessPoint.
        const file = readdirSync(place).find((one) => one.toLowerCase() === name) ?? name;
        expect(readFileSync(`${place}/${file}`, "utf8"), type).toContain(`'${type}'`);
      }
    }
  });

  it("has one policy a type with the SDK's type tag, and one for all graph rules", () => {
    const policies = resourcePolicies(rules);
    const tags = policies.map(({ validateResource }) => typeTag(validateResource as object));
    expect(tags.map(({ __pulumiType }) => __pulumiType)).toEqual(rules.flatMap(policyTypesOf));
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
    expect(graphPolicy(graphRules).name).toBe("graph");
  });

  it("says what, where, what it wants, what it got, how to mend it and where to read on", async () => {
    const [found] = await judgeResource(rules, "aws:eks/cluster:Cluster", {
      props: { vpcConfig: { publicAccessCidrs: ["0.0.0.0/0"] } },
    });
    expect(found?.message.split("\n")).toEqual([
      "EKS-01 urn:pulumi:network.dev::groundwork::aws:eks/cluster:Cluster::example",
      "  vpcConfig.publicAccessCidrs: want networks that are not everyone, or endpointPublicAccess false, given 0.0.0.0/0",
      "  fix: Set endpointPublicAccess to false, or list the networks that may connect; a cluster with a network that nobody can know before the update, such as an address that it makes, is judged after it if the setting `later` lists the cluster.",
      "  see: https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1",
    ]);
  });

  it("reports a resource rule that throws by its kind of error, and runs the others", async () => {
    const broken = { ...required(rules, "EKS-01"), id: "BROKEN-01", check: explode };
    const both = [broken, required(rules, "EKS-01")];
    const found = await judgeResource(both, "aws:eks/cluster:Cluster", { props: {} });
    expect(found.map(({ policy, level }) => [policy, level])).toEqual([
      ["BROKEN-01.Cluster", "mandatory"],
      ["EKS-01.Cluster", "mandatory"],
    ]);
    expect(found[0]?.message).toMatch(/^RULE-ERROR BROKEN-01 urn:.*\n.*with TypeError/);
    expect(found[0]?.message).not.toContain(canary);
  });

  it("reports a graph rule that throws by its kind of error, and runs the others", async () => {
    const broken = { ...required(graphRules, "GR-01"), id: "BROKEN-02", check: explode };
    const bad = required(graphRules, "GR-01").bad[0] ?? [];
    const found = await judgeStack([broken, ...graphRules], bad);
    expect(found.map(({ message }) => /^(RULE-ERROR )?\S+/.exec(message)?.[0])).toEqual([
      "RULE-ERROR BROKEN-02",
      "GR-01",
      "NET-02",
    ]);
  });
});

describe.each(graphRules.map((rule) => [rule.id, rule] as const))("%s of a stack", (_, rule) => {
  it("finds the same whatever order the resources come in", async () => {
    for (const example of someOf([...rule.good, ...rule.bad])) {
      const orders = fc.shuffledSubarray([...example.keys()], { minLength: example.length });
      const shuffles = fc
        .sample(orders, { numRuns: runs(20), seed: 20 })
        .map((order) => order.join());
      const shuffled = [...new Set(shuffles)].map((order) =>
        order.split(",").flatMap((at) => example[Number(at)] ?? []),
      );
      await expectOrderless(rule, example, shuffled);
    }
  });
});

describe.each(allRules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it.each(rule.good.map((example) => [show(example), example] as const))(
    "accepts %s",
    async (_, example) => {
      await expectAccepted(rule, example);
    },
  );

  it.each(rule.bad.map((example) => [show(example), example] as const))(
    "refuses %s",
    async (_, example) => {
      await expectRefused(rule, example);
    },
  );

  it("never passes a bad example in which a value is not known, and says so as declared", async () => {
    for (const example of someOf<Example | StackExample>(rule.bad)) {
      await expectNeverPassed(rule, example);
    }
  });

  it("says of a good example in which a value is not known that it is not known, or nothing", async () => {
    for (const example of someOf<Example | StackExample>(rule.good)) {
      await expectNotKnown(rule, example);
    }
  });

  it("never fails on 200 random shapes or more, 50 at least of each type", async () => {
    const numRuns = runs(Math.max(50, Math.ceil(200 / rule.types.length)));
    for (const type of rule.types) {
      await fc.assert(
        fc.asyncProperty(shapes(rule), async (props) => {
          const one = { type, name: "one", props };
          const both = [one, { ...one, name: "two" }];
          const found = await judge(rule, isResourceRule(rule) ? one : both);
          assert.ok(!found.some(({ message }) => message.includes("RULE-ERROR")));
        }),
        { numRuns },
      );
    }
  });

  it("repeats nothing that may be a secret", async () => {
    for (const example of someOf([...rule.good, ...rule.bad])) {
      await expectUnrepeated(rule, example);
    }
  });
});

/** Any JSON, and the properties of the rule's examples with any JSON in one place. */
function shapes(rule: AnyRule): fc.Arbitrary<object> {
  const all: readonly (Example | StackExample)[] = [...rule.good, ...rule.bad];
  const examples = all.flatMap((example) =>
    Array.isArray(example) ? [...(example as StackExample)] : [example as Example],
  );
  const sizes = new Map(examples.map((example) => [example, [...replacing(example, 0)].length]));
  const spoiled = fc
    .tuple(fc.constantFrom(...examples), fc.jsonValue(), fc.nat())
    .map(([example, value, at]) => {
      const place = at % (sizes.get(example) || 1);
      let next = 0;
      for (const spoilt of replacing(example, value) as Iterable<Example>) {
        if (next++ === place) {
          return spoilt.props;
        }
      }
      return {};
    });
  const any = fc.dictionary(fc.string(), fc.jsonValue());
  return fc.oneof(spoiled, any);
}

/** Where an example has something, at any depth. */
function pathsOf(example: Example | StackExample): Set<string> {
  const resources = Array.isArray(example) ? (example as StackExample) : [example as Example];
  return new Set(resources.flatMap(({ props }) => below(props, "")));
}

function below(value: unknown, path: string): string[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value)
        .filter(([, next]) => next !== undefined)
        .flatMap(([key, next]) => [path, ...below(next, `${path}.${key}`)])
    : [path];
}

function explode(): never {
  throw new TypeError(`unexpected ${canary}`);
}

function required<R extends { id: string }>(from: readonly R[], id: string): R {
  const found = from.find((rule) => rule.id === id);
  if (!found) {
    throw new Error(`no rule ${id}`);
  }
  return found;
}
