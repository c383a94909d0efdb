import { Declarations, declarationsFolder } from "./cloud/declarations";
import { OfflineCloud } from "./cloud/provider";
import type { CloudOf, Seed, SeedFault } from "./cloud/seed-form";
import { plant, SeedError, type Seeding } from "./cloud/seeds";
import { CloudStore } from "./cloud/store";
import { isForeign } from "./foreign";
import { cacheFolder, type SandboxPaths } from "./paths";
import { installedSdk } from "./plugins";
import { makeFolder } from "./processes/folders";

/** The effect of a file on each of its resources, or every fault; then nothing has changed. */
export type SeedResult =
  { readonly seedings: readonly Seeding[] } | { readonly faults: readonly SeedFault[] };

/** Makes the offline cloud hold the resources of a file, as ones that no stack owns. */
export function seedStore(paths: SandboxPaths, file: string, seeds: readonly Seed[]): SeedResult {
  makeFolder(paths.state);
  const store = CloudStore.open(paths.store);
  try {
    return { seedings: plant(store, cloudsOf(paths.root, store), file, seeds) };
  } catch (error) {
    if (!(error instanceof SeedError)) {
      throw error;
    }
    return { faults: error.faults };
  } finally {
    store.close();
  }
}

/** The offline cloud of each package whose SDK a project has installed, outside of any plugin. */
function cloudsOf(root: string, store: CloudStore): CloudOf {
  const clouds = new Map<string, OfflineCloud>();
  return (pkg) => {
    const sdk = clouds.has(pkg) ? undefined : installedSdk(root, pkg);
    if (sdk !== undefined) {
      const cache = declarationsFolder(cacheFolder(), pkg, sdk.version);
      const declarations = new Declarations(sdk.folder, cache);
      const declaration = (token: string) => declarations.of(token);
      const bySdk = isForeign(root);
      clouds.set(pkg, new OfflineCloud({ pkg, store: () => store, declaration, bySdk }));
    }
    return clouds.get(pkg);
  };
}
