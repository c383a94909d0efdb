<<<<<<< HEAD
import { preflightIssuer } from "@groundwork-iac/platform/identity/issuer-preflight";
import { clientIdOf, issuerOf, tools } from "@groundwork-iac/platform/hosts";
import { loadOrganization } from "@groundwork-iac/platform/organization";

import { organizationFolder } from "../engine/project";

export interface IssuerOptions {
  readonly json?: boolean;
}

/**
 * Asks the organisation's issuer for its discovery document, and tells whether the platform can use it.
 * @throws Error with every problem of it.
 */
export async function checkIssuerOf(root: string, options: IssuerOptions): Promise<void> {
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
=======
import type { IssuerOptions } from "../actions/check-issuer";
import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerCheckIssuer(parent: DocumentedCommand, root: string): void {
  parent
    .command("issuer")
    .description(
      "Ask the issuer of people's tokens whether it fits; no other check uses the network.",
    )
    .option(...json)
    .example("groundwork check issuer", "each problem of the issuer's discovery document")
    .action(async (options: IssuerOptions) => {
      const { checkIssuer } = await import("../actions/check-issuer.js");
      await checkIssuer(root, options);
>>>>>>> main
    });
}
