export * as network from "./network";
