import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import type { LiveKeycloak } from "../description";
import { serverFolder, serverProgram } from "./programs";
import { writeWhole } from "./report";
import { type Ground, type LiveServer, loopback } from "./server";
import { makeFolder } from "../../processes/folders";

const adminUser = "groundwork-admin";

/** Keycloak at the declared address, on a database of files. */
export async function identityServer(
  { paths, ports, authority, environment }: Ground,
  declared: string,
): Promise<{ readonly server: LiveServer; readonly described: LiveKeycloak }> {
  const port = await ports.of("keycloak");
  const address = `https://127.0.0.1:${port}`;
  const serving = await authority.issue("keycloak", {
    commonName: new URL(declared).hostname,
    hosts: [new URL(declared).hostname, ...loopback],
    usages: ["server"],
  });
  const folder = paths.of("keycloak");
  const home = makeHome(join(folder, "home"));
  const adminPasswordFile = join(folder, "admin-password");
  if (!existsSync(adminPasswordFile)) {
    writeWhole(adminPasswordFile, randomBytes(18).toString("base64url"));
  }
  return {
    described: { url: address, declared, adminUser, adminPasswordFile },
    server: {
      name: "keycloak",
      needs: [],
      address,
      port,
      health: `${address}/realms/master`,
      program: {
        command: javaCommand(),
        args: [
          ...machine,
          `-Dkc.home.dir=${home}`,
          `-Djboss.server.config.dir=${serverProgram("keycloak", "conf")}`,
          "-cp",
          join(serverFolder("keycloak"), "lib", "quarkus-run.jar"),
          "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
          "start",
          "--optimized",
          `--hostname=${declared}`,
          "--http-enabled=false",
          "--http-host=127.0.0.1",
          `--https-port=${port}`,
          "--cache=local",
          `--db-url=jdbc:h2:file:${join(home, "data", "keycloak")};NON_KEYWORDS=VALUE`,
          `--https-certificate-file=${serving.certificateFile}`,
          `--https-certificate-key-file=${serving.keyFile}`,
          `--truststore-paths=${authority.file}`,
        ],
        env: {
          ...environment,
          KC_BOOTSTRAP_ADMIN_USERNAME: adminUser,
          KC_BOOTSTRAP_ADMIN_PASSWORD: readFileSync(adminPasswordFile, "utf8"),
        },
      },
    },
  };
}

/** A home with this sandbox's data and links to the installed server. */
function makeHome(home: string): string {
  makeFolder(home);
  for (const part of ["conf", "lib", "providers", "themes"]) {
    rmSync(join(home, part), { force: true });
    symlinkSync(serverProgram("keycloak", part), join(home, part));
  }
  return home;
}

/** The options with which `kc.sh` starts the Java virtual machine, with a smaller heap. */
const machine = [
  "-Xms64m",
  "-Xmx400m",
  "-XX:MetaspaceSize=96M",
  "-XX:MaxMetaspaceSize=256m",
  "-XX:+ExitOnOutOfMemoryError",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "-Dfile.encoding=UTF-8",
  "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
  "-Dpicocli.disable.closures=true",
  "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
  ...["java.util", "java.util.concurrent", "java.security", "java.lang"].map(
    (pkg) => `--add-opens=java.base/${pkg}=ALL-UNNAMED`,
  ),
  "-Duser.language=en",
  "-Duser.country=US",
];

function javaCommand(): string {
  const home = process.env["JAVA_HOME"];
  return home === undefined ? "java" : join(home, "bin", "java");
}
