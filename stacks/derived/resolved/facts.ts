import type { Organization } from "../../declarations/model";
import { clientIdOf, issuerOf, platformRepository, tools, updateApprovals } from "../hosts";
import { required } from "../required";
import type { OrganizationFacts } from "./model";

/** Facts that are the same in every stack of an organisation. */
export function resolveFacts(declared: Organization): OrganizationFacts {
  const { accounts, github, home, identity, name, domain, contact, secrets } = declared;
  const accountId = required(accounts, home.account, "organization.yaml: home.account");
  return {
    declared,
    name,
    domain,
    contact,
    home: { ...home, accountId },
    githubOwner: github.owner,
    ...(github.requiredChecks === undefined ? {} : { requiredChecks: github.requiredChecks }),
    platformRepository: platformRepository(declared),
    ...(github.ids === undefined
      ? {}
      : {
          platformRepositoryIds: { owner: github.ids.owner, repository: github.ids.platform },
        }),
    updateApprovals: updateApprovals(declared),
    issuer: issuerOf(declared),
    clientIds: Object.fromEntries(
      tools.map((tool) => [tool, clientIdOf(declared, tool)]),
    ) as OrganizationFacts["clientIds"],
    ...(identity.mode === "existing" ? {} : { realmServer: identity.url }),
    secretServer: secrets.url,
  };
}
