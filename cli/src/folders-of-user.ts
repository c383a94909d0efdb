import { isAbsolute } from "node:path";

/** Variables that say where this user's files are; https://specifications.freedesktop.org/basedir-spec/latest/ */
const variables = ["XDG_STATE_HOME", "XDG_CACHE_HOME"];

/** A sentence for each variable that is ignored, as the specification says of relative paths. */
export const ignoredFolders = (environment: NodeJS.ProcessEnv): string[] =>
  variables.flatMap((name) => {
    const value = environment[name] ?? "";
    return value === "" || isAbsolute(value)
      ? []
      : [
          `${name}: want an absolute path, got ${JSON.stringify(value)}; it is ignored, as the XDG specification says of a relative one`,
        ];
  });
