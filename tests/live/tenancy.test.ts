import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { accessCells } from "@groundwork-iac/platform/access";
import { inWords } from "@groundwork-iac/platform/access-report";
import { loadOrganization } from "@groundwork-iac/platform/organization";
import { type LiveDescription, liveDescription } from "@groundwork-iac/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Client } from "../../cli/src/tenancy/client";
import { Identities } from "../../cli/src/tenancy/identities";
import { administratorToken, DemoPeople } from "../../cli/src/tenancy/people";
import { told } from "../../cli/src/tenancy/report";
import { type Check, isLive, tenancyChecks } from "../../cli/src/tenancy/suite";
import { TestProject } from "../sandbox/project";
import { inBrowser } from "./chromium";
import { Hands } from "./hands";
import { holes } from "./holes";

const project = new TestProject("acme");
project.declare("organization");
project.environment = { ...project.environment, GROUNDWORK_LIVE_PARENT: String(process.pid) };
const organization = loadOrganization(project.data);

/** Folder of the live servers. */
let folder: string;
let live: LiveDescription;
let people: DemoPeople;
let hands: Hands;

beforeAll(() => {
  project.groundwork("sandbox", "up", "--live");
  folder = join(project.status().folder, "live");
  const file = join(folder, "live.json");
  live = liveDescription(file) as LiveDescription;
  people = new DemoPeople(live, file);
  hands = new Hands(live, "acme");
});
afterAll(() => {
  try {
    project.groundwork("sandbox", "down");
    expect(processes()).toEqual([]);
  } finally {
    project.remove();
  }
});

const suite = () => tenancyChecks(organization, live, people);
const red = (checks: readonly Check[]) => checks.filter(({ passed }) => !passed);

/** What an `up` does to resources, by stack, where it does anything. */
function changed(...args: string[]): Record<string, Record<string, number>> {
  const { stacks } = JSON.parse(project.groundwork("sandbox", "up", ...args, "--json")) as {
    stacks: readonly { name: string; operations: Record<string, number> }[];
  };
  const rows = stacks.map(({ name, operations }) => {
    const done = Object.entries(operations).filter(([operation]) => operation !== "same");
    return [name, Object.fromEntries(done)] as const;
  });
  return Object.fromEntries(rows.filter(([, done]) => Object.keys(done).length > 0));
}

/** Status of the API server of dev for a token. */
async function statusFor(token: string, path = "/api/v1/namespaces/payments/pods") {
  const client = new Client(live);
  const { status } = await client.call(`${live.clusters["acme-dev"]?.server ?? ""}${path}`, {
    token,
  });
  await client.close();
  return status;
}

/** Processes of this project's sandbox, by their arguments, or by their environments too. */
const processes = (environments: "e" | "" = "") =>
  execFileSync("ps", [`axww${environments}`, "-o", "args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(project.place));

/** Process of a live server. */
function pidOf(server: string): number {
  const { servers } = JSON.parse(readFileSync(join(folder, "servers.json"), "utf8")) as {
    servers: readonly { name: string; pid: number }[];
  };
  return servers.find(({ name }) => name === server)?.pid ?? 0;
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;

/** Logs someone in for kubectl. */
async function tokensOf(name: string) {
  const client = new Client(live);
  const identities = new Identities(organization, live, people);
  const tokens = await identities.kubernetesTokens(client, people.credentials(name));
  await client.close();
  return tokens;
}

// In order: each goes on from what the one before left.
describe("tenancy on real servers", () => {
  it("is as declared, in at least 200 checks of which half are refusals", async () => {
    const checks = await suite();
    expect(red(checks).map(told)).toEqual([]);
    const refusals = checks.filter(({ expected }) => expected === "refused");
    expect(checks.length).toBeGreaterThanOrEqual(200);
    expect(refusals.length).toBeGreaterThanOrEqual(checks.length / 2);
  });

  it("agrees with check access on every cell", async () => {
    const words = (cell: { subject: string; target: string; action: string }) =>
      `${cell.subject}: ${cell.action}: ${cell.target}`;
    const declared = accessCells(organization)
      .map(inWords)
      .filter(({ system }) => isLive(system))
      .map((cell) => `${words(cell)}: ${cell.allowed ? "works" : "does not"}`);
    const tried = (await suite()).map(
      (check) => `${words(check)}: ${/^2\d\d$/.test(check.actual) ? "works" : "does not"}`,
    );
    expect(tried.sort()).toEqual(declared.sort());
  });

  it.each(holes)("finds $name", async ({ plant, subject, target, actions }) => {
    const mend = await plant(hands, live);
    let found: Check[];
    try {
      found = red(await suite());
    } finally {
      await mend();
    }
    expect([...new Set(found.map(({ action }) => action))].sort()).toEqual(actions);
    for (const check of found) {
      expect(check.subject, told(check)).toMatch(subject);
      expect(check.target, told(check)).toMatch(target);
      const { team = "platform", persona = "" } = check;
      expect(told(check)).toContain(check.target);
      expect(told(check)).toContain(persona);
      expect(check.subject === "platform administrator" ? "platform" : team).toBeTruthy();
    }
  });

  it("finds a right that is missing", async () => {
    const path = "/apis/rbac.authorization.k8s.io/v1/namespaces/checkout/rolebindings/team-view";
    const before = await hands.cluster<{ metadata: object }>("acme-prod", path);
    await hands.cluster("acme-prod", path, { method: "DELETE" });
    const found = red(await suite());
    expect(found.map(({ subject, action }) => `${subject}: ${action}`).sort()).toEqual([
      "checkout developer: read workloads",
      "checkout viewer: read workloads",
    ]);
    expect(before.metadata).toBeDefined();
  });

  it("repairs by up what was changed by hand in each server, and then changes nothing", async () => {
    const { data } = await hands.secrets<{ data: { policy: string } }>(
      "sys/policies/acl/team-search-owner",
    );
    await hands.secrets("sys/policies/acl/team-search-owner", {
      json: { policy: `${data.policy}\n# by hand\n` },
    });
    const client = `/clients/${await hands.idOf("clients", "grafana")}`;
    const grafana = await hands.identity<object>(client);
    await hands.identity(client, {
      method: "PUT",
      json: { ...grafana, redirectUris: ["https://evil.example/*"] },
    });
    const stacks = ["identity", "team.search", "workspace.checkout.prod"];
    expect(changed("--only", "--refresh", ...stacks)).toEqual({
      identity: { update: 1 },
      "team.search": { update: 1 },
      "workspace.checkout.prod": { create: 1 },
    });
    expect(changed("--refresh")).toEqual({});
    expect(red(await suite()).map(told)).toEqual([]);
  });

  it("logs in with a browser, as a person does", async () => {
    const back = "http://localhost:8000/";
    const verifier = randomBytes(32).toString("base64url");
    const query = new URLSearchParams({
      client_id: "kubernetes",
      redirect_uri: "http://localhost:8000",
      response_type: "code",
      scope: "openid",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const { username, password } = people.credentials("emil");
    const issuer = "https://id.platform.acme.example/realms/acme";
    const address = await inBrowser(live, back, async (page) => {
      await page.goto(`${issuer}/protocol/openid-connect/auth?${query.toString()}`);
      await page.getByLabel("Username or email").fill(username);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign In" }).click();
      await page.waitForURL(`${back}**`);
      return page.url();
    });
    const client = new Client(live);
    const tokens = await client.json<{ id_token: string }>(
      `${issuer}/protocol/openid-connect/token`,
      {
        form: {
          grant_type: "authorization_code",
          client_id: "kubernetes",
          redirect_uri: "http://localhost:8000",
          code: new URL(address).searchParams.get("code") ?? "",
          code_verifier: verifier,
        },
      },
    );
    await client.close();
    expect(claimsOf(tokens.id_token)["groups"]).toEqual(["team-payments-developer"]);
    expect(await statusFor(tokens.id_token)).toBe(200);
    expect(await statusFor(tokens.id_token, "/api/v1/namespaces/search/pods")).toBe(403);
  });

  it("refuses a token that is tampered with, expired, another server's or another realm's", async () => {
    const { id_token: good } = await tokensOf("dina");
    expect(await statusFor(good)).toBe(200);
    const [head = "", body = "", signature = ""] = good.split(".");
    const claims = claimsOf(good);
    expect(claims["groups"]).toEqual(["team-payments-owner"]);
    const forged = Buffer.from(
      JSON.stringify({ ...claims, groups: ["team-checkout-owner"] }),
    ).toString("base64url");
    expect(await statusFor(`${head}.${forged}.${signature}`)).toBe(401);
    expect(await statusFor(`${head}.${body}.${signature.slice(0, -4)}AAAA`)).toBe(401);

    const anyone = new Client(live);
    expect(await statusFor(await administratorToken(anyone, live))).toBe(401);
    await anyone.close();

    const path = `/clients/${await hands.idOf("clients", "kubernetes")}`;
    const client = await hands.identity<{ attributes: object }>(path);
    const attributes = { ...client.attributes, "access.token.lifespan": "2" };
    await hands.identity(path, { method: "PUT", json: { ...client, attributes } });
    const { id_token: short } = await tokensOf("dina");
    // Keycloak keeps an attribute that is left out, and takes away one that is empty.
    const before = { ...client.attributes, "access.token.lifespan": "" };
    await hands.identity(path, { method: "PUT", json: { ...client, attributes: before } });
    await sleep(4_000);
    expect(await statusFor(short)).toBe(401);
    expect(await hands.identity(path)).toEqual(client);
  });

  it("takes access away with a membership, within the lifetime of a token", async () => {
    const { id_token: before } = await tokensOf("emil");
    const { iat, exp } = claimsOf(before);
    expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(900);
    expect(await statusFor(before)).toBe(200);
    const user = await hands.idOf("users", "emil");
    const path = `/users/${user}/groups/${await hands.idOf("groups", "team-payments-developer")}`;
    await hands.identity(path, { method: "DELETE" });
    const { id_token: after } = await tokensOf("emil");
    expect(await statusFor(after)).toBe(403);
    await hands.identity(path, { method: "PUT" });
  });

  it("prints settings of kubectl that log in through the realm", () => {
    const text = project.groundwork("team", "kubeconfig", "payments", "dev", "--sandbox");
    expect(text).toContain(`server: ${live.clusters["acme-dev"]?.server ?? ""}`);
    expect(text).toContain("--oidc-issuer-url=https://id.platform.acme.example/realms/acme");
    expect(text).toContain("namespace: payments");
    expect(text).not.toMatch(/token:|client-key/);
    const { status, stderr } = project.run(["team", "kubeconfig", "fraud", "dev", "--sandbox"]);
    expect([status, stderr]).toEqual([
      1,
      'groundwork: team: want one of checkout, payments, search, got "fraud"\n',
    ]);
  });

  it.each(["keycloak", "openbao"])(
    "says under an up that %s went down, loses nothing, and goes on from there",
    async (server) => {
      project.edit("teams/search.yaml", "displayName: Search", `displayName: With ${server}`);
      // A change on either server: a group's description, a mount's owner.
      const path = "sys/policies/acl/team-search-owner";
      const { data } = await hands.secrets<{ data: { policy: string } }>(path);
      await hands.secrets(path, { json: { policy: `${data.policy}\n# by hand\n` } });
      const up = ["sandbox", "up", "--only", "--refresh", "team.search"];
      const broken = project.start(up);
      const plugin = `cloud/plugin.js ${server === "keycloak" ? "keycloak" : "vault"} `;
      let hasEnded = false;
      void broken.then(() => (hasEnded = true));
      while (!hasEnded && !processes("e").some((line) => line.includes(plugin))) {
        await sleep(100);
      }
      process.kill(pidOf(server), "SIGKILL");
      const { status, output } = await broken;
      expect(status, output).toBe(1);
      expect(output).toMatch(/does not answer|not all live servers run/);
      expect(output).toContain("groundwork sandbox up");
      expect(output).not.toMatch(/^\s+at /m);

      project.groundwork(...up);
      expect(changed("--only", "--refresh", "team.search")).toEqual({});
      project.edit("teams/search.yaml", `displayName: With ${server}`, "displayName: Search");
      project.groundwork(...up);
      expect(red(await suite()).map(told)).toEqual([]);
    },
  );

  it("renames a team without replacing anything of it", () => {
    project.edit("teams/search.yaml", "displayName: Search", "displayName: Discovery");
    expect(changed("--only", "team.search", "workspace.search.dev")).toEqual({
      // The component, and a group of the realm and a team of GitHub for each persona.
      "team.search": { update: 7 },
    });
    project.edit("teams/search.yaml", "displayName: Discovery", "displayName: Search");
    project.groundwork("sandbox", "up", "--only", "team.search");
  });

  it("retires a team: nothing of it is left in any server, and no other team notices", async () => {
    const plan = project.groundwork("team", "retire", "search", "--sandbox");
    expect(plan).toContain("vault:index/mount:Mount teams/search");
    expect(plan.indexOf("revoked (")).toBeLessThan(plan.indexOf("exported ("));
    expect(plan.indexOf("kept (")).toBeLessThan(plan.indexOf("deleted ("));
    project.groundwork("team", "retire", "search", "--sandbox", "--confirm", "search");

    const groups = await hands.identity<readonly { name: string }[]>("/groups?max=1000");
    expect(groups.filter(({ name }) => name.includes("search"))).toEqual([]);
    const { data: mounts } = await hands.secrets<{ data: object }>("sys/mounts");
    expect(Object.keys(mounts).filter((path) => path.includes("search"))).toEqual([]);
    for (const list of ["sys/policies/acl", "identity/group/name", "auth/github/role"]) {
      const { data } = await hands.secrets<{ data: { keys: string[] } }>(`${list}?list=true`);
      expect(
        data.keys.filter((key) => key.includes("search")),
        list,
      ).toEqual([]);
    }
    for (const cluster of ["acme-dev", "acme-prod"]) {
      const { items } = await hands.cluster<{ items: { metadata: { name: string } }[] }>(
        cluster,
        "/api/v1/namespaces",
      );
      expect(items.filter(({ metadata }) => metadata.name.includes("search"))).toEqual([]);
    }
    const rest = { ...organization, teams: { ...organization.teams } };
    delete (rest.teams as Record<string, unknown>)["search"];
    expect(red(await tenancyChecks(rest, live, people)).map(told)).toEqual([]);
    project.groundwork(
      "sandbox",
      "up",
      "--only",
      "team.search",
      "workspace.search.dev",
      "workspace.search.prod",
    );
  });
});
