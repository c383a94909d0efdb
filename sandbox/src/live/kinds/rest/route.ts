/** A path whose parts are encoded: route`realms/${realm}/groups/${id}`. */
export function route(pieces: TemplateStringsArray, ...parts: readonly unknown[]): string {
  return pieces.reduce((path, piece, index) => {
    const part = index === 0 ? "" : encodeURIComponent(String(parts[index - 1]));
    return path + part + piece;
  }, "");
}
