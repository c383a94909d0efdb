export { Client } from "./client";
export { administratorToken, DemoPeople } from "./people";
export { junit, markdown, told } from "./report";
export { tenancyChecks } from "./suite";
