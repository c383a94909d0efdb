export { Client } from "./client";
export { administratorToken, DemoPeople } from "./people";
export { checkLine, junit, markdown } from "./report";
export { tenancyChecks, vacantPersonas } from "./suite";
