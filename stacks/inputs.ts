import type { Layer } from "./contracts";
import { required } from "./derived/required";
import type {
  ResolvedAccount,
  ResolvedEnvironment,
  ResolvedOrganization,
  ResolvedTeam,
  ResolvedWorkspace,
} from "./derived/resolved/model";

/** The argument of each layer's program. */
export interface ProgramInputs {
  readonly organization: ResolvedOrganization;
  readonly account: ResolvedAccount;
  readonly identity: ResolvedOrganization;
  readonly tools: ResolvedOrganization;
  readonly network: ResolvedEnvironment;
  readonly cluster: ResolvedEnvironment;
  readonly services: ResolvedEnvironment;
  readonly environment: ResolvedEnvironment;
  readonly team: ResolvedTeam;
  readonly workspace: ResolvedWorkspace;
}

type Find<T> = (organization: ResolvedOrganization, stack: string, keys: readonly string[]) => T;

const shared: Find<ResolvedOrganization> = (organization) => organization;
const environment: Find<ResolvedEnvironment> = ({ environments }, stack, [name]) =>
  required(environments, name, stack);

const inputs: { readonly [L in Layer]: Find<ProgramInputs[L]> } = {
  organization: shared,
  account: ({ accounts }, stack, [name]) => required(accounts, name, stack),
  identity: shared,
  tools: shared,
  network: environment,
  cluster: environment,
  services: environment,
  environment,
  team: ({ teams }, stack, [name]) => required(teams, name, stack),
  workspace: ({ teams }, stack, [team, name]) =>
    required(required(teams, team, stack).workspaces, name, stack),
};

/**
 * Finds the input of a layer's program by the keys that follow the layer in the stack's name.
 * @throws UnknownKeyError that names the stack, the key and the known ones.
 */
export function inputOf<L extends Layer>(
  layer: L,
  organization: ResolvedOrganization,
  keys: readonly string[],
): ProgramInputs[L] {
  return inputs[layer](organization, `stack "${[layer, ...keys].join(".")}"`, keys);
}
