import { preflightIssuer } from "@groundwork-iac/platform/identity/issuer-preflight";
import { clientIdOf, issuerOf, tools } from "@groundwork-iac/platform/internal/derived/hosts";
import { loadOrganization } from "@groundwork-iac/platform/internal/organization";

import { organizationFolder } from "../project";

export interface IssuerOptions {
  readonly json?: boolean;
}

/**
 * Asks the organisation's issuer for its discovery document, and prints whether the platform can use it.
 * @throws Error with every problem of it.
 */
export async function checkIssuer(root: string, options: IssuerOptions): Promise<void> {
  const organization = loadOrganization(organizationFolder(root));
  const issuer = issuerOf(organization);
  const declared = organization.identity;
  const groupsClaim = declared.mode === "existing" ? declared.groupsClaim : "groups";
  const clients = Object.fromEntries(tools.map((tool) => [tool, clientIdOf(organization, tool)]));
  const found = await preflightIssuer({ issuer, groupsClaim, clients });
  const inWords = ({ path, want, got }: (typeof found.problems)[number]) =>
    `${path}: want ${want}, got ${JSON.stringify(got)}`;
  if (options.json === true) {
    console.log(JSON.stringify({ issuer, ...found }, undefined, 2));
  } else {
    found.doubts.forEach((doubt) => {
      console.log(`not in the document, look at a token: ${inWords(doubt)}`);
    });
  }
  if (found.problems.length > 0) {
    throw new Error([`${issuer} does not fit:`, ...found.problems.map(inWords)].join("\n"));
  }
  if (options.json !== true) {
    console.log(`${issuer} fits`);
  }
}
