/** Lifetimes of the realm's tokens and sessions, as the provider writes durations. */
export const tokenLifetimes = {
  // Nothing calls back to revoke an access token, so a leaver keeps it this long.
  accessTokenLifespan: "5m0s",
  accessCodeLifespan: "1m0s",
  accessCodeLifespanLogin: "30m0s",
  accessCodeLifespanUserAction: "5m0s",
  ssoSessionIdleTimeout: "1h0m0s",
  // A working day.
  ssoSessionMaxLifespan: "10h0m0s",
  offlineSessionIdleTimeout: "168h0m0s",
  offlineSessionMaxLifespanEnabled: true,
  offlineSessionMaxLifespan: "720h0m0s",
  actionTokenGeneratedByUserLifespan: "5m0s",
  actionTokenGeneratedByAdminLifespan: "12h0m0s",
} as const;

/** Days that the realm keeps who logged in and what administrators changed. */
export const eventDays = 90;
