import { existsSync, readFileSync } from "node:fs";

import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";
import { type ApiServer, pause } from "./api-server";
import { definitionFile, definitionSources } from "./definition-sources";
import { Discovery } from "./discovery";

const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const servedTimeoutMs = 60_000;

/**
 * Applies a chart's definitions to a cluster, and waits until it serves them. They stay when the
 * release is deleted, as Helm never deletes a chart's `crds/` folder. A definition that is not in
 * the cache is left out: then its kind stays in the offline cloud.
 */
export async function applyDefinitions(
  server: ApiServer,
  chart: string,
  signal?: AbortSignal,
): Promise<void> {
  const source = Object.hasOwn(definitionSources, chart) ? definitionSources[chart] : undefined;
  const files = source?.definitions.map((name) => definitionFile(source, name)) ?? [];
  const definitions = files
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as Bag);
  await Promise.all(definitions.map((definition) => apply(server, definition, signal)));
}

async function apply(server: ApiServer, definition: Bag, signal?: AbortSignal): Promise<void> {
  const name = String(at(definition, "metadata.name"));
  await server.call("PATCH", `${path}/${name}`, {
    query: { fieldManager: "groundwork", force: "true" },
    contentType: "application/apply-patch+yaml",
    body: definition,
  });
  const group = String(at(definition, "spec.group"));
  const kind = String(at(definition, "spec.names.kind"));
  const versions = at(definition, "spec.versions");
  const served = (Array.isArray(versions) ? versions : [])
    .filter(isBag)
    .filter((version) => version["served"] === true)
    .map((version) => `${group}/${String(version["name"])}`);
  const deadline = Date.now() + servedTimeoutMs;
  while (!(await serves(server, served, kind))) {
    if (Date.now() > deadline) {
      throw new Error(
        `${name}: want ${kind} served within ${servedTimeoutMs / 1000} s, got nothing`,
      );
    }
    await pause(50, signal);
  }
}

async function serves(server: ApiServer, apiVersions: string[], kind: string): Promise<boolean> {
  const discovery = new Discovery(server);
  const found = await Promise.all(apiVersions.map((version) => discovery.find(version, kind)));
  return found.every((served) => served !== undefined);
}
