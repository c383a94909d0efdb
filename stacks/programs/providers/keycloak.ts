import * as keycloak from "@pulumi/keycloak";

/** The Keycloak server; the client's secret comes from KEYCLOAK_CLIENT_SECRET. */
export function keycloakProvider(url: string): keycloak.Provider {
  return new keycloak.Provider("realm", { url, clientId: "groundwork" });
}
