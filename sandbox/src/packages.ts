/** Packages that the offline cloud stands in for. */
export const simulatedPackages = ["aws", "kubernetes", "keycloak", "github", "vault"] as const;

/** Packages that live servers take over from the offline cloud, where a sandbox has them. */
export const livePackages: readonly string[] = ["kubernetes", "keycloak", "vault"];
