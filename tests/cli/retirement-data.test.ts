import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { LiveDescription } from "@groundwork-iac/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";

import { heldData } from "../../cli/src/actions/retirement-data";
import type { Holding, Place } from "../../cli/src/engine";
import { loadOrganization } from "../../stacks/organization";

const organization = loadOrganization(join(__dirname, "../../organization"));
const folder = mkdtempSync(join(tmpdir(), "groundwork-retirement-"));
const file = join(folder, "any");

const objects = (...names: string[]) => ({ items: names.map((name) => ({ metadata: { name } })) });
const many = Array.from({ length: 23 }, (_, index) => `part-${index}`);
/** What the servers answer; all else is not there. */
const answers: Readonly<Record<string, unknown>> = {
  "/dev/api/v1/namespaces/search/persistentvolumeclaims": objects("index-0", "index-1"),
  "/dev/api/v1/namespaces/search/secrets": objects(),
  "/dev/api/v1/namespaces/search/configmaps": objects("kube-root-ca.crt", ...many),
  "/bao/v1/teams/search/metadata/?list=true": { data: { keys: ["dev/", "to\u202eken"] } },
  "/bao/v1/teams/search/metadata/dev/?list=true": { data: { keys: ["database", "a b/"] } },
  "/bao/v1/teams/search/metadata/dev/a%20b/?list=true": { data: { keys: ["c"] } },
};
let server: Server;
let live: LiveDescription;

beforeAll(async () => {
  writeFileSync(file, "");
  server = createServer(({ url = "" }, response) => {
    const answer = Object.hasOwn(answers, url) ? answers[url] : undefined;
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cluster = { server: `${at}/dev`, certificateFile: file, keyFile: file };
  live = {
    caFile: file,
    proxy: at,
    clusters: { "acme-dev": cluster },
    secrets: { url: `${at}/bao`, tokenFile: file },
  } as unknown as LiveDescription;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const mount = { urn: "u", type: "vault:index/mount:Mount", id: "teams/search" };
const holdings: readonly Holding[] = [{ stack: "team.search", resources: [mount] }];

it("names what live servers hold of a team that retires, by namespace and by path", async () => {
  const lines = await heldData({ live } as Place, organization, "search", holdings);
  expect(lines).toEqual([
    "data: namespace search in dev: persistentvolumeclaims: index-0, index-1",
    `data: namespace search in dev: configmaps: ${many.slice(0, 20).join(", ")} and 3 more`,
    "data: secrets below teams/search: dev/database, dev/a b/c, to\\u202eken",
  ]);
});

it("says how to see what only people can ask", async () => {
  const provider = "urn:pulumi:x::y::pulumi:providers:aws::p::1";
  const images = { urn: "v", type: "aws:ecr/repository:Repository", id: "search/search-api" };
  const held = [{ stack: "team.search", resources: [mount, { ...images, provider }] }];
  const lines = await heldData({ workspace: {} } as Place, organization, "search", held);
  expect(lines).toEqual([
    expect.stringMatching(
      /^data: image repository search\/search-api was not asked \(.+\); see it with: aws ecr list-images --repository-name search\/search-api$/,
    ),
    ...(organization.teams["search"]?.environments ?? []).map(
      (environment) =>
        `data: all in namespace search in ${environment} goes; see it with: kubectl get persistentvolumeclaims,secrets,configmaps --namespace search`,
    ),
    "data: all secrets below teams/search go; see them with: bao kv list -mount=teams/search /",
  ]);
  expect(await heldData({} as Place, organization, "__proto__", [])).toEqual([]);
});
