import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The part of the SDK's state that services register themselves in. */
interface State {
  getResourceModules(this: void): Map<string, unknown>;
  getResourcePackages(this: void): Map<string, unknown>;
}

/**
 * Loads a service once the SDK asks for its registration: a service registers itself as it loads,
 * and the SDK needs that to make a resource of a reference that a program reads.
 * https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/nodejs/runtime/rpc.ts
 * @param sdk Folder of `@pulumi/pulumi`.
 * @param folders Folder of each package whose services load late, by its name.
 */
export function registerLate(sdk: string, folders: ReadonlyMap<string, string>): void {
  const state = createRequire(join(sdk, "package.json"))(join(sdk, "runtime/state.js")) as State;
  const asked = new Set<string>();
  const load = (file: string) => {
    if (!asked.has(file) && existsSync(file)) {
      asked.add(file);
      // The stand-in of a module loads it when something of it is asked for.
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its whole path, late
      Reflect.ownKeys(require(file) as object);
    }
  };
  const watch = (map: Map<string, unknown>): Map<string, unknown> => {
    if (!Object.hasOwn(map, "get")) {
      const get = map.get.bind(map);
      Object.defineProperty(map, "get", {
        value: (key: string) => {
          for (const file of filesOf(key, folders)) {
            if (get(key) === undefined) {
              load(file);
            }
          }
          return get(key);
        },
      });
    }
    return map;
  };
  const { getResourceModules, getResourcePackages } = state;
  state.getResourceModules = () => watch(getResourceModules());
  state.getResourcePackages = () => watch(getResourcePackages());
}

/**
 * The modules that register a key: of the service, and of the package.
 * @param key A package such as `aws`, or with a module behind it such as `aws:s3/bucket` or
 * `kubernetes:rbac.authorization.k8s.io/v1`.
 */
function filesOf(key: string, folders: ReadonlyMap<string, string>): string[] {
  const [pkg = "", module = ""] = key.split(":");
  const folder = folders.get(pkg);
  const [service = ""] = module.split(/[/.]/);
  return folder === undefined ? [] : [join(folder, service, "index.js"), join(folder, "index.js")];
}
