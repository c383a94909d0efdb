/**
 * Prints as JSON the SDKs of providers that each of the named modules loads, by the module's name.
 * No SDK is loaded in truth, so that one process can ask for all of them.
 */
import Module, { createRequire } from "node:module";

type Load = (request: string, ...rest: unknown[]) => unknown;

const loader = Module as unknown as { _load: Load };
const load = loader._load;
let loaded = new Set<string>();
loader._load = function (this: unknown, request, ...rest) {
  const sdk = /^@pulumi\/([^/]+)/.exec(request)?.[1];
  if (sdk === undefined || sdk === "pulumi") {
    return load.call(this, request, ...rest);
  }
  loaded.add(sdk);
  return {};
};

const require = createRequire(import.meta.url);
const sdks: Record<string, string[]> = {};
for (const name of JSON.parse(process.argv[2] ?? "[]") as string[]) {
  for (const file of Object.keys(require.cache)) {
    if (/\/dist\/(components|stacks)\//.test(file)) {
      Reflect.deleteProperty(require.cache, file);
    }
  }
  loaded = new Set();
  require(name);
  sdks[name] = [...loaded].sort();
}
process.stdout.write(JSON.stringify(sdks));
