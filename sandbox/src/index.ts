export { engineVersion, findEngine, PrerequisiteError, type Progress } from "./engine";
export { sandboxPaths, type SandboxPaths } from "./paths";
export { Sandbox, simulatedPackages } from "./sandbox";
