export * from "./admission";
export * from "./registry-scanning";
export * from "./signature-policy";
