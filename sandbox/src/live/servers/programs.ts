import { join } from "node:path";

import { cacheFolder } from "../../paths";

/** Versions of the servers. */
export const serverVersions = {
  kubernetes: "1.37.2",
  etcd: "3.7.0",
  keycloak: "26.7.3",
  openbao: "2.7.2",
} as const;

export type Server = keyof typeof serverVersions;

/** Folder of a server in the user's cache. */
export function serverFolder(server: Server): string {
  return join(cacheFolder(), "servers", `${server}-${serverVersions[server]}`);
}

/** A file of each server that exists once the server is installed. */
export const serverProofs: Readonly<Record<Server, string>> = {
  kubernetes: "kubectl",
  etcd: "etcd",
  keycloak: join("lib", "quarkus-run.jar"),
  openbao: "bao",
};

/** Path of a server's program. */
export const serverProgram = (server: Server, name: string) => join(serverFolder(server), name);
