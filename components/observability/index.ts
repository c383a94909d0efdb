export { EventCollector, type EventCollectorArgs } from "./event-collector";
export { LogStore, type LogStoreArgs } from "./log-store";
export { Metrics, type MetricsArgs } from "./metrics";
export { runwayRules, RunwayAlerts, type RunwayAlertsArgs, type AlertRule } from "./runway-alerts";
export { TeamView, type TeamViewArgs } from "./team-view";
