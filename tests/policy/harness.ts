import type { StackValidationPolicy } from "@pulumi/policy";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Run } from "../../policy/src/pack/excuses";
import { graphPolicy, intentPolicies, resourcePolicies } from "../../policy/src/pack/pack";
import type { GraphRule, Intent, Rule } from "../../policy/src/rules/rule";
import { type Example, isResourceRule, type StackExample } from "./examples";
import {
  Bench,
  call,
  configured,
  type Diagnostic,
  makeAnalyzeRpcFun,
  makeAnalyzeStackRpcFun,
  makeRemediateRpcFun,
  unknown,
} from "./sdk";

export { type Diagnostic, typeTag, unknown, unknowns } from "./sdk";

export const urnOf = (type: string, name: string, stack = "network.dev") =>
  `urn:pulumi:${stack}::groundwork::${type}::${name}`;

/** In what an example is judged. */
export interface Surroundings {
  /** @default network.dev */
  readonly stack?: string;
  /** Settings of the policy of graph rules. */
  readonly settings?: object;
  /** Policies beside the rules', behind them. */
  readonly behind?: readonly StackValidationPolicy[];
  /** @default one that is forgotten before each judgement */
  readonly run?: Run;
  /** Whether policies keep what they know of the judgement before. */
  readonly remembers?: boolean;
  /** URN of the resource's parent. */
  readonly parent?: string;
}

/** Judges an example with the SDK's functions, all the way through its wire format. */
export async function judge(
  rule: Rule | GraphRule,
  example: Example | StackExample,
): Promise<Diagnostic[]> {
  return isResourceRule(rule)
    ? judgeResource([rule], rule.types[0], example as Example)
    : judgeStack([rule], example as StackExample);
}

/** By the one rule, or by the list of rules, that they judge by. */
const ofResources = new WeakMap<object, Bench<pb.AnalyzeRequest>>();
const ofStacks = new WeakMap<object, Bench<pb.AnalyzeStackRequest>>();

export async function judgeResource(
  rules: readonly Rule[],
  defaultType: string,
  example: Example,
  { stack, run, parent = "", remembers = false }: Surroundings = {},
): Promise<Diagnostic[]> {
  const make = () =>
    new Bench(
      makeAnalyzeRpcFun,
      (kept) => [...intentPolicies(rules, kept), ...resourcePolicies(rules, kept)],
      run,
    );
  const bench = run ? make() : once(ofResources, rules, make);
  const request = requestOf(defaultType, example, stack, parent);
  return (run || remembers ? bench : bench.forget()).judge(request, told(example));
}

function once<B>(made: WeakMap<object, B>, rules: readonly object[], make: () => B): B {
  const [only = rules] = rules.length === 1 ? rules : [];
  const bench = made.get(only) ?? make();
  made.set(only, bench);
  return bench;
}

/** The example's properties after a rule's remedies, by the SDK's functions; none if it has none. */
export async function remedied(rule: Rule, example: Example): Promise<object | undefined> {
  const policies = resourcePolicies([rule]).map((policy) => ({
    ...policy,
    enforcementLevel: "remediate" as const,
  }));
  const remediate = makeRemediateRpcFun(
    "groundwork",
    "0.1.0",
    "advisory",
    configured(policies, () => told(example)),
  );
  const response = await call(remediate, requestOf(rule.types[0], example));
  const [changed] = response.getRemediationsList();
  return changed?.getProperties()?.toJavaScript();
}

const told = ({ settings, tier }: Example) => ({ ...settings, ...(tier && { tier }) });

export function requestOf(
  defaultType: string,
  example: Example,
  stack?: string,
  parent = "",
): pb.AnalyzeRequest {
  const { type = defaultType, name = "example", props, protect = false, timeouts = {} } = example;
  const seconds = new pb.AnalyzerResourceOptions.CustomTimeouts()
    .setCreate((timeouts.create ?? 0) * 60)
    .setDelete((timeouts.delete ?? 0) * 60);
  return new pb.AnalyzeRequest()
    .setType(type)
    .setName(name)
    .setUrn(urnOf(type, name, stack))
    .setProperties(struct(props))
    .setOptions(
      new pb.AnalyzerResourceOptions()
        .setProtect(protect)
        .setCustomtimeouts(seconds)
        .setParent(parent),
    );
}

/** Judges a child of which nothing is known yet, after the component that has made it. */
export async function judgeIntent(
  rule: Rule,
  { component, child }: Pick<Intent, "component" | "child">,
  { props, settings }: Example,
  { run, parent = urnOf(component, "example") }: Surroundings = {},
): Promise<Diagnostic[]> {
  const given = { type: component, props };
  const around = run ? { run } : {};
  const found = await judgeResource([rule], component, given, around);
  const later = { props: { [child.property]: unknown }, ...(settings && { settings }) };
  const more = await judgeResource([rule], child.type, later, {
    ...around,
    parent,
    remembers: true,
  });
  return [...found, ...more];
}

export async function judgeStack(
  rules: readonly GraphRule[],
  example: StackExample,
  { stack, settings = settingsOf(example), behind = [], run }: Surroundings = {},
): Promise<Diagnostic[]> {
  const urn = ({ type, name, stack: own = stack }: StackExample[number]) => urnOf(type, name, own);
  const resources = example.map((made) => {
    const { type, name, props, from = {}, provider } = made;
    const resource = new pb.AnalyzerResource()
      .setType(type)
      .setName(name)
      .setUrn(urn(made))
      .setProperties(struct(props))
      .setOptions(new pb.AnalyzerResourceOptions());
    if (provider) {
      resource.setProvider(providerOf(type, provider, made.stack ?? stack));
    }
    for (const [property, sources] of Object.entries(from)) {
      const found = example.filter((other) => [sources].flat().includes(other.name));
      const dependencies = new pb.AnalyzerPropertyDependencies().setUrnsList(found.map(urn));
      resource.getPropertydependenciesMap().set(property, dependencies);
    }
    return resource;
  });
  const request = new pb.AnalyzeStackRequest().setResourcesList(resources);
  const make = () =>
    new Bench(makeAnalyzeStackRpcFun, (kept) => [graphPolicy(rules, kept), ...behind], run);
  const isShared = run === undefined && behind.length === 0;
  const bench = isShared ? once(ofStacks, rules, make).forget() : make();
  return bench.judge(request, settings);
}

/** A stack has one tier and the settings of one policy, whichever of its resources tells them. */
function settingsOf(example: StackExample): object {
  const told = example.map(({ settings, tier }) => ({ ...settings, ...(tier && { tier }) }));
  return Object.assign({}, ...told) as object;
}

function providerOf(
  type: string,
  { name, props }: NonNullable<StackExample[number]["provider"]>,
  stack?: string,
): pb.AnalyzerProviderResource {
  const kind = `pulumi:providers:${type.split(":")[0] ?? ""}`;
  return new pb.AnalyzerProviderResource()
    .setType(kind)
    .setName(name)
    .setUrn(urnOf(kind, name, stack))
    .setProperties(struct(props));
}

/** Properties as they are sent. Many judgements are of the same ones: those are made once. */
function struct(props: object): Struct {
  const sent =
    structs.get(props) ??
    Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, never>);
  structs.set(props, sent);
  return sent;
}

const structs = new WeakMap<object, Struct>();
