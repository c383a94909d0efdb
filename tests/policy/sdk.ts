import { createRequire } from "node:module";
import { join } from "node:path";

import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type * as pb from "@pulumi/pulumi/proto/analyzer_pb";

import { newRun, type Run } from "../../policy/src/pack/excuses";

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
export type Policy = ResourceValidationPolicy | StackValidationPolicy;
type Make<Request, Response = pb.AnalyzeResponse> = (
  pack: string,
  version: string,
  level: string,
  policies: readonly Policy[],
) => Handler<Request, Response>;

/** The SDK's own functions behind its server; its types leave them out. */
const load = createRequire(join(process.cwd(), "package.json"));
export const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = load(
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

/** One of them: a rule is given the same for each. */
export const unknown = unknowns.at(-1) ?? "";

const levels = { 0: "advisory", 1: "mandatory" } as const;

/** Policies as the SDK serves them. They are made once, and judge one request after the other. */
export class Bench<Request> {
  private readonly analyze: Handler<Request, pb.AnalyzeResponse>;
  private settings: object = {};
  private isBusy = false;

  public constructor(
    make: Make<Request>,
    policies: (run: Run) => readonly Policy[],
    private readonly run: Run = newRun(),
  ) {
    const all = configured(policies(run), () => this.settings);
    this.analyze = make("groundwork", "0.1.0", "advisory", all);
  }

  /** Forgets what the policies keep of the judgements before. */
  public forget(): this {
    this.run.used.clear();
    this.run.components.clear();
    return this;
  }

  public async judge(request: Request, settings: object): Promise<Diagnostic[]> {
    if (this.isBusy) {
      throw new Error("want one judgement at a time");
    }
    this.isBusy = true;
    this.settings = settings;
    try {
      return diagnosticsOf(await call(this.analyze, request));
    } finally {
      this.isBusy = false;
    }
  }
}

/** The policies as with these settings: the SDK keeps settings in a variable of its module. */
export function configured<P extends Policy>(policies: readonly P[], settings: () => object): P[] {
  const withConfig = <A extends { getConfig<T extends object>(): T }>(args: A): A => {
    const given = settings();
    return Object.keys(given).length === 0 ? args : { ...args, getConfig: <T>() => given as T };
  };
  return policies.map((policy): P => {
    if ("validateStack" in policy) {
      const { validateStack } = policy;
      const wrapped: typeof validateStack = (args, report) =>
        validateStack(withConfig(args), report);
      return { ...policy, validateStack: wrapped };
    }
    const { validateResource, remediateResource } = policy;
    if (typeof validateResource !== "function") {
      throw new Error(`${policy.name} has no single validation`);
    }
    const wrapped: typeof validateResource = (args, report) =>
      validateResource(withConfig(args), report);
    return {
      ...policy,
      validateResource: Object.assign(wrapped, typeTag(validateResource)),
      ...(remediateResource && {
        remediateResource: Object.assign(
          (args: Parameters<typeof remediateResource>[0]) => remediateResource(withConfig(args)),
          typeTag(remediateResource),
        ),
      }),
    };
  });
}

/** The tag by which the SDK skips a policy for other types. */
export const typeTag = (validation: object) =>
  ({ __pulumiType: (validation as { __pulumiType?: string }).__pulumiType }) as const;

export function call<Request, Response>(
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
