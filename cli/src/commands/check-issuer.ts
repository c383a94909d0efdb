import type { IssuerOptions } from "../actions/check-issuer";
import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerCheckIssuer(parent: DocumentedCommand, root: string): void {
  parent
    .command("issuer")
    .description("Ask the issuer of people's tokens for its settings, and check that they fit.")
    .option(...json)
    .example("groundwork check issuer", "each problem of the issuer's discovery document")
    .action(async (options: IssuerOptions) => {
      const { checkIssuer } = await import("../actions/check-issuer.js");
      await checkIssuer(root, options);
    });
}
