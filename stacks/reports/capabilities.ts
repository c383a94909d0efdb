import type { Layer } from "../contracts";
import type { Environment, Organization } from "../declarations/model";

/** One of the seven capabilities of an engineering platform's first useful version. */
export interface Capability {
  readonly capability: string;
  /** Whether the platform makes it, or configures what the company has. */
  readonly mode: (organization: Organization) => string;
  /** Layers whose stacks are the evidence. */
  readonly layers: readonly Layer[];
  /** Consequence of its absence. */
  readonly without: string;
}

/** A capability, judged by the stacks that are up. */
export interface Score {
  readonly capability: string;
  readonly mode: string;
  readonly state: "present" | "partly" | "missing";
  readonly evidence: readonly string[];
  readonly missing: readonly string[];
  readonly without: string;
}

/** The seven capabilities, in the order of the scorecard. */
export const capabilities: readonly Capability[] = [
  {
    capability: "identity",
    mode: ({ identity }) =>
      identity.mode === "existing"
        ? `existing ${identity.issuer}`
        : `realm managed on the existing ${identity.url}`,
    layers: ["identity"],
    without: "every tool invents its own users, and nothing can be offered to a team",
  },
  {
    capability: "developer tools",
    mode: ({ github, secrets }) => `managed on the existing GitHub ${github.owner}, ${secrets.url}`,
    layers: ["tools", "team"],
    without: "self-service stops at the cluster's edge",
  },
  {
    capability: "cloud network",
    mode: ({ environments }) => modes(environments, ({ network }) => network.mode),
    layers: ["account", "network"],
    without: "the network becomes a time bomb, later an outage",
  },
  {
    capability: "dynamic compute",
    mode: ({ environments }) => modes(environments, ({ cluster }) => cluster.mode),
    layers: ["cluster", "workspace"],
    without: "there is nothing to deploy to",
  },
  {
    capability: "ingress and routing",
    mode: () => "managed",
    layers: ["organization", "environment", "workspace"],
    without: "software that nobody can reach has no value",
  },
  {
    capability: "observability",
    mode: () => "managed",
    layers: ["services", "workspace"],
    without: "neither platform nor teams can tell whether it works",
  },
  {
    capability: "security and provenance",
    mode: () => "managed",
    layers: ["services", "workspace"],
    without: "one poisoned image can end the company",
  },
];

/** One mode when all environments share it, else each environment's. */
function modes(
  environments: Organization["environments"],
  modeOf: (environment: Environment) => string | undefined,
): string {
  const byName = Object.entries(environments).map(
    ([name, environment]) => [name, modeOf(environment) ?? "managed"] as const,
  );
  const [first, ...others] = new Set(byName.map(([, mode]) => mode));
  return first !== undefined && others.length === 0
    ? first
    : byName.map(([name, mode]) => `${name} ${mode}`).join(", ");
}

/** The seven capabilities, judged by which of their planned stacks are up. */
export function scorecard(
  organization: Organization,
  planned: readonly string[],
  up: readonly string[],
): Score[] {
  return capabilities.map(({ capability, mode, layers, without }) => {
    const own = planned.filter((name) => layers.some((layer) => name.split(".")[0] === layer));
    const evidence = own.filter((name) => up.includes(name));
    const missing = own.filter((name) => !up.includes(name));
    const state = evidence.length === 0 ? "missing" : missing.length === 0 ? "present" : "partly";
    return { capability, mode: mode(organization), state, evidence, missing, without };
  });
}
