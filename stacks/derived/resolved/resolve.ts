import type { Organization } from "../../declarations/model";
import { plannedAddresses } from "../addresses";
import { lazily, once, oncePer } from "../lazily";
import { required } from "../required";
import { resolveAccount } from "./account";
import { resolveEnvironment } from "./environment";
import { resolveFacts } from "./facts";
import type { ResolvedEnvironment, ResolvedOrganization, ResolvedTeam } from "./model";
import { identityCenter, ipamPools, transitHub } from "./shared";
import { resolveTeam } from "./team";
import { resolveWorkspace } from "./workspace";

type ByName<T> = Readonly<Record<string, T>>;

/**
 * Resolves an organisation whose files are read and checked. Each part is computed when it is first
 * asked for, and once: the same organisation gives the same resolved one.
 */
export const resolve = oncePer((declared: Organization): ResolvedOrganization => {
  const facts = resolveFacts(declared);
  const accounts = lazily(Object.keys(declared.accounts), (name) => resolveAccount(facts, name));
  const environments: ByName<ResolvedEnvironment> = lazily(
    Object.keys(declared.environments),
    (name) => {
      const own = Object.keys(declared.teams).filter((team) =>
        declared.teams[team]?.environments.includes(name),
      );
      const workspaces = lazily(own, (team) =>
        required(
          required(teams, team, "teams").workspaces,
          name,
          `teams/${team}.yaml: environments`,
        ),
      );
      return resolveEnvironment(facts, name, workspaces);
    },
  );
  const teams: ByName<ResolvedTeam> = lazily(Object.keys(declared.teams), (name) => {
    const file = `teams/${name}.yaml: environments`;
    const workspaces = lazily(required(declared.teams, name, "teams").environments, (environment) =>
      resolveWorkspace(required(teams, name, "teams"), required(environments, environment, file)),
    );
    return resolveTeam(facts, name, workspaces);
  });
  const pools = once(() => ipamPools(declared));
  const hub = once(() => transitHub(declared, accounts));
  const center = identityCenter(declared);
  return {
    ...facts,
    accounts,
    environments,
    teams,
    get addresses() {
      return plannedAddresses(declared);
    },
    get ipamPools() {
      return pools();
    },
    get transitHub() {
      return hub();
    },
    ...(center === undefined ? {} : { identityCenter: center }),
  };
});
