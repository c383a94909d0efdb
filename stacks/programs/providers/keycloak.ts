import * as keycloak from "@pulumi/keycloak";

/**
 * The Keycloak server; the client's secret comes from KEYCLOAK_CLIENT_SECRET. Previews in CI have a client
 * of their own, which only reads, in KEYCLOAK_CLIENT_ID.
 */
export function keycloakProvider(url: string): keycloak.Provider {
  return new keycloak.Provider("realm", {
    url,
    clientId: process.env["KEYCLOAK_CLIENT_ID"] ?? "groundwork",
    // Seconds; the provider's default of 5 is too short for a server under load.
    clientTimeout: 60,
  });
}
