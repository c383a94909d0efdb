/**
 * The user's own settings of the engine that would change the form of states or of the program;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/go/common/env/env.go
 */
export const fixedShape = Object.fromEntries(
  [
    "DIY_BACKEND_GZIP",
    "DIY_BACKEND_ZSTD",
    "DIY_BACKEND_LEGACY_LAYOUT",
    "DIY_BACKEND_RETAIN_CHECKPOINTS",
    "DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS",
    "SKIP_CHECKPOINTS",
    "DISABLE_RESOURCE_REFERENCES",
    "DISABLE_OUTPUT_VALUES",
    "DISABLE_PROVIDER_PREVIEW",
    "ENABLE_LEGACY_DIFF",
    "CONTINUE_ON_ERROR",
    "RUN_PROGRAM",
  ].map((name) => [`PULUMI_${name}`, "false"]),
);
