import * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";

type Requirement = "REQUIRED" | "ALTERNATIVE" | "CONDITIONAL";

/** One step of a flow. */
interface Step {
  /** Id of the authenticator, as the server's `/admin/serverinfo` lists them. */
  readonly authenticator: string;
  readonly requirement: Requirement;
  readonly config?: Readonly<Record<string, string>>;
}

/** Steps under a condition, or together under one requirement. */
interface Branch {
  readonly alias: string;
  readonly requirement: Requirement;
  readonly steps: Readonly<Record<string, Step | Branch>>;
}

export interface LoginFlow {
  readonly alias: pulumi.Output<string>;
  /** Everything in the flow: nobody should log in by half of it. */
  readonly parts: readonly pulumi.Resource[];
}

/** Makes a flow with its steps, run in the order given; names are made of the keys. */
export function loginFlow(
  name: string,
  args: {
    readonly realmId: pulumi.Input<string>;
    readonly alias: string;
    readonly description: string;
    readonly steps: Readonly<Record<string, Step | Branch>>;
  },
  opts: pulumi.CustomResourceOptions,
): LoginFlow {
  const { realmId, alias, description } = args;
  const parts: pulumi.Resource[] = [];
  const kept = <T extends pulumi.Resource>(part: T): T => {
    parts.push(part);
    return part;
  };
  const fill = (
    prefix: string,
    parentFlowAlias: pulumi.Output<string>,
    steps: Readonly<Record<string, Step | Branch>>,
  ): void => {
    Object.entries(steps).forEach(([key, step], index) => {
      const child = `${prefix}-${key}`;
      const { requirement } = step;
      const place = { realmId, parentFlowAlias, requirement, priority: (index + 1) * 10 };
      if ("steps" in step) {
        const branch = new keycloak.authentication.Subflow(
          child,
          { ...place, alias: step.alias, providerId: "basic-flow" },
          opts,
        );
        fill(child, kept(branch).alias, step.steps);
        return;
      }
      const { authenticator, config } = step;
      const execution = kept(
        new keycloak.authentication.Execution(child, { ...place, authenticator }, opts),
      );
      if (config !== undefined) {
        kept(
          new keycloak.authentication.ExecutionConfig(
            `${child}-config`,
            { realmId, executionId: execution.id, alias: child, config },
            opts,
          ),
        );
      }
    });
  };
  const flow = kept(
    new keycloak.authentication.Flow(
      name,
      { realmId, alias, description, providerId: "basic-flow" },
      opts,
    ),
  );
  fill(name, flow.alias, args.steps);
  return { alias: flow.alias, parts };
}

const hasRole = (role: string, negate: boolean): Step => ({
  authenticator: "conditional-user-role",
  requirement: "REQUIRED",
  config: { condUserRole: role, negate: String(negate) },
});

/** A one-time code for whoever has the role, set up at the first login when there is none. */
export const codeForRole = (role: string, alias: string): Branch => ({
  alias,
  requirement: "CONDITIONAL",
  steps: {
    role: hasRole(role, false),
    code: { authenticator: "auth-otp-form", requirement: "REQUIRED" },
  },
});

/** A one-time code for whoever else set one up, as in Keycloak's own flow. */
export const codeForOwners = (role: string, alias: string): Branch => ({
  alias,
  requirement: "CONDITIONAL",
  steps: {
    role: hasRole(role, true),
    owner: { authenticator: "conditional-user-configured", requirement: "REQUIRED" },
    code: { authenticator: "auth-otp-form", requirement: "REQUIRED" },
  },
});
