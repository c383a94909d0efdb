import { createRequire } from "node:module";
import { join } from "node:path";

import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { newRun, type Run } from "../../policy/src/pack/excuses";
import { graphPolicy, intentPolicies, resourcePolicies } from "../../policy/src/pack/pack";
import type { GraphRule, Intent, Rule } from "../../policy/src/rules/rule";
import { type Example, isResourceRule, type StackExample } from "./examples";

export interface Diagnostic {
  readonly policy: string;
  readonly level: "advisory" | "mandatory";
  readonly message: string;
  readonly urn: string;
}

type Callback<T> = (error: Error | null | undefined, response?: T) => void;
type Handler<Request, Response> = (
  call: { request: Request },
  reply: Callback<Response>,
) => Promise<void>;
type Make<Request, Response = pb.AnalyzeResponse> = (
  pack: string,
  version: string,
  level: string,
  policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[],
) => Handler<Request, Response>;

/** The SDK's own functions behind its server; its types leave them out. */
const load = createRequire(join(process.cwd(), "package.json"));
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = load(
  "@pulumi/policy/server",
) as {
  makeAnalyzeRpcFun: Make<pb.AnalyzeRequest>;
  makeAnalyzeStackRpcFun: Make<pb.AnalyzeStackRequest>;
  makeRemediateRpcFun: Make<pb.AnalyzeRequest, pb.RemediateResponse>;
};
const sentinels = load("@pulumi/policy/proxy") as Record<string, unknown>;

/** What stands in a request for a value that is not known, by kind. */
export const unknowns = Object.entries(sentinels)
  .filter(([name]) => /^unknown\w+Value$/.test(name))
  .map(([, sentinel]) => sentinel as string);

const levels = { 0: "advisory", 1: "mandatory" } as const;
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
  readonly run?: Run;
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

export async function judgeResource(
  rules: readonly Rule[],
  defaultType: string,
  example: Example,
  { stack, run = newRun(), parent = "" }: Surroundings = {},
): Promise<Diagnostic[]> {
  const all = [...intentPolicies(rules, run), ...resourcePolicies(rules, run)];
  const policies = configured(all, told(example));
  const analyze = makeAnalyzeRpcFun("groundwork", "0.1.0", "advisory", policies);
  return diagnosticsOf(await call(analyze, requestOf(defaultType, example, stack, parent)));
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
    configured(policies, told(example)),
  );
  const response = await call(remediate, requestOf(rule.types[0], example));
  const [changed] = response.getRemediationsList();
  return changed?.getProperties()?.toJavaScript();
}

const told = ({ settings, tier }: Example) => ({ ...settings, ...(tier && { tier }) });

function requestOf(
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
  { run = newRun(), parent = urnOf(component, "example") }: Surroundings = {},
): Promise<Diagnostic[]> {
  const given = { type: component, props };
  const found = await judgeResource([rule], component, given, { run });
  const later = { props: { [child.property]: unknowns[0] }, ...(settings && { settings }) };
  const more = await judgeResource([rule], child.type, later, { run, parent });
  return [...found, ...more];
}

export async function judgeStack(
  rules: readonly GraphRule[],
  example: StackExample,
  { stack, settings = settingsOf(example), behind = [], run = newRun() }: Surroundings = {},
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
  const policies = configured([graphPolicy(rules, run), ...behind], settings);
  const analyze = makeAnalyzeStackRpcFun("groundwork", "0.1.0", "advisory", policies);
  return diagnosticsOf(await call(analyze, request));
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

/** The policies as with these settings: the SDK keeps settings in a variable of its module. */
function configured<P extends ResourceValidationPolicy | StackValidationPolicy>(
  policies: readonly P[],
  settings: object,
): P[] {
  if (Object.keys(settings).length === 0) {
    return [...policies];
  }
  const getConfig = <T>() => settings as T;
  return policies.map((policy): P => {
    if ("validateStack" in policy) {
      const { validateStack } = policy;
      const wrapped: typeof validateStack = (args, report) =>
        validateStack({ ...args, getConfig }, report);
      return { ...policy, validateStack: wrapped };
    }
    const { validateResource, remediateResource } = policy;
    if (typeof validateResource !== "function") {
      throw new Error(`${policy.name} has no single validation`);
    }
    const wrapped: typeof validateResource = (args, report) =>
      validateResource({ ...args, getConfig }, report);
    return {
      ...policy,
      validateResource: Object.assign(wrapped, typeTag(validateResource)),
      ...(remediateResource && {
        remediateResource: Object.assign(
          (args: Parameters<typeof remediateResource>[0]) =>
            remediateResource({ ...args, getConfig }),
          typeTag(remediateResource),
        ),
      }),
    };
  });
}

/** The tag by which the SDK skips a policy for other types. */
export const typeTag = (validation: object) =>
  ({ __pulumiType: (validation as { __pulumiType?: string }).__pulumiType }) as const;

function call<Request, Response>(
  handler: Handler<Request, Response>,
  request: Request,
): Promise<Response> {
  return new Promise<Response>((resolve, reject) => {
    void handler({ request }, (error, answer) => {
      if (answer) {
        resolve(answer);
      } else {
        reject(error ?? new Error("no answer"));
      }
    });
  });
}

function diagnosticsOf(response: pb.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: levels[diagnostic.getEnforcementlevel() as 0 | 1],
    message: withoutTitle(diagnostic),
    urn: diagnostic.getUrn(),
  }));
}

/** The SDK puts a policy's description above what the policy reports. */
function withoutTitle(diagnostic: pb.AnalyzeDiagnostic): string {
  const [message, title] = [diagnostic.getMessage(), `${diagnostic.getDescription()}\n`];
  return message.startsWith(title) ? message.slice(title.length) : message;
}

function struct(props: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, never>);
}
