export { engineVersion, findEngine, PrerequisiteError, type Progress } from "./engine";
export { sandboxPaths, type SandboxPaths } from "./paths";
export { Sandbox, type SandboxProject, simulatedPackages } from "./sandbox";
