import Module from "node:module";

/**
 * Leaves a module out until something of it is used: of what an SDK loads, most programs use little.
 * @param file Its whole path; a module that is loaded already stays as it is.
 * @param instead Exports that are asked for at once, and can be had without the module.
 */
export function loadLater(file: string, instead: Readonly<Record<string, unknown>> = {}): void {
  if (file in require.cache) {
    return;
  }
  const standIn = new Module(file);
  let isLeftOut = true;
  const exports = () => {
    if (isLeftOut) {
      isLeftOut = false;
      Reflect.deleteProperty(require.cache, file);
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its whole path, late
    return require(file) as object;
  };
  standIn.filename = file;
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    {
      get(_target, name) {
        // Who imports a whole module asks this first, and else would copy it.
        if (name === "__esModule") {
          return true;
        }
        return Object.hasOwn(instead, name) && isLeftOut
          ? instead[String(name)]
          : (Reflect.get(exports(), name) as unknown);
      },
      set: (_target, name, value) => Reflect.set(exports(), name, value),
      has: (_target, name) => Reflect.has(exports(), name),
      ownKeys: () => Reflect.ownKeys(exports()),
      getOwnPropertyDescriptor(_target, name) {
        const property = Reflect.getOwnPropertyDescriptor(exports(), name);
        return property && { ...property, configurable: true };
      },
    },
  );
  require.cache[file] = standIn;
}
