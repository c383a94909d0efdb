export * from "./event-collector";
export * from "./log-store";
export * from "./metrics";
export * from "./runway-alerts";
export * from "./team-view";
