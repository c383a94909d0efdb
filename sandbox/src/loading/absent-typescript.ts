/**
 * Stands where the SDK loads TypeScript and ts-node before it runs a policy pack: it loads them once
 * the pack requires a file of TypeScript.
 */

/** The SDK's functions that find both: https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/nodejs/tsutils.ts */
export interface TypeScriptUtilities {
  typeScriptRequireStrings(): {
    readonly tsnodeRequire: string;
    readonly typescriptRequire: string;
  };
  loadTypeScriptCompilerOptions(file: string): object;
}

/** Of the settings that the SDK gives ts-node, those that depend on which TypeScript there is. */
interface Registration {
  readonly compilerOptions: object;
}

export const version = "5.0.0";

let compiler: { find: () => TypeScriptUtilities; load: NodeJS.Require } | undefined;

/** Says how the real modules are found when they are needed, and from where they are loaded. */
export function compileLate(find: () => TypeScriptUtilities, load: NodeJS.Require): void {
  compiler = { find, load };
}

/** Called by the SDK in place of ts-node's function of this name. */
export function register(settings: Registration): void {
  for (const extension of [".ts", ".tsx"] as const) {
    require.extensions[extension] = (module, path) => {
      registerReal(settings);
      require.extensions[extension]?.(module, path);
    };
  }
}

function registerReal(settings: Registration): void {
  delete require.extensions[".ts"];
  delete require.extensions[".tsx"];
  if (compiler === undefined) {
    return;
  }
  const real = compiler.find();
  const { tsnodeRequire, typescriptRequire } = real.typeScriptRequireStrings();
  const node = compiler.load(tsnodeRequire) as { register(settings: object): void };
  node.register({
    ...settings,
    compiler: typescriptRequire,
    compilerOptions: {
      ...settings.compilerOptions,
      ...real.loadTypeScriptCompilerOptions("tsconfig.json"),
    },
  });
}
