import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { accessCells } from "@groundwork-iac/platform/internal/derived/access";
import { inWords } from "@groundwork-iac/platform/internal/reports/access-report";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Client } from "../../cli/src/tenancy/client";
import { administratorToken } from "../../cli/src/tenancy/people";
import { checkLine } from "../../cli/src/tenancy/report";
import { type Check, isLive } from "../../cli/src/tenancy/suite";
import { inBrowser } from "./chromium";
import { batches, isOf, withHoles } from "./holes";
import { claimsOf, LivePlatform, red } from "./live-platform";

const platform = new LivePlatform();
const { project, organization } = platform;

beforeAll(() => {
  platform.up();
});
afterAll(() => {
  platform.down();
});

// In order: each goes on from what the one before left.
describe("tenancy on real servers", () => {
  describe("as it came up", () => {
    let checks: readonly Check[];
    beforeAll(async () => {
      checks = await platform.suite();
    });

    it("is as declared, in at least 200 checks of which half are refusals", () => {
      expect(red(checks).map(checkLine)).toEqual([]);
      const refusals = checks.filter(({ expected }) => expected === "refused");
      expect(checks.length).toBeGreaterThanOrEqual(200);
      expect(refusals.length).toBeGreaterThanOrEqual(checks.length / 2);
    });

    it("agrees with check access on every cell", () => {
      const words = (cell: { subject: string; target: string; action: string }) =>
        `${cell.subject}: ${cell.action}: ${cell.target}`;
      const declared = accessCells(organization)
        .map(inWords)
        .filter(({ system }) => isLive(system))
        .map((cell) => `${words(cell)}: ${cell.allowed ? "works" : "does not"}`);
      const tried = checks.map(
        (check) => `${words(check)}: ${/^2\d\d$/.test(check.actual) ? "works" : "does not"}`,
      );
      expect(tried.sort()).toEqual(declared.sort());
    });
  });

  describe.each(batches.map((holes, index) => ({ holes, batch: index + 1 })))(
    "with holes, batch $batch",
    ({ holes }) => {
      let checks: readonly Check[];
      beforeAll(async () => {
        checks = await withHoles(holes, platform, () => platform.suite());
      });

      it.each(holes)("finds $name", (hole) => {
        const own = checks.filter((check) => isOf(hole, check));
        expect(own.filter(({ passed }) => passed).map(checkLine)).toEqual([]);
        expect([...new Set(own.map(({ action }) => action))].sort()).toEqual(hole.actions);
        const others = holes.filter((other) => other !== hole);
        const alone = own.filter((check) => !others.some((other) => isOf(other, check)));
        expect(alone, "checks that no other hole turns red").not.toEqual([]);
        for (const check of own) {
          const { team = "platform", persona = "" } = check;
          expect(checkLine(check)).toContain(check.target);
          expect(checkLine(check)).toContain(persona);
          expect(check.subject === "platform administrator" ? "platform" : team).toBeTruthy();
        }
      });

      it("finds nothing else", () => {
        const unknown = red(checks).filter((check) => !holes.some((hole) => isOf(hole, check)));
        expect(unknown.map(checkLine)).toEqual([]);
      });
    },
  );

  it("repairs by up what was changed by hand in each server", async () => {
    const { hands } = platform;
    const binding = "/apis/rbac.authorization.k8s.io/v1/namespaces/checkout/rolebindings/team-view";
    await hands.cluster("acme-prod", binding, { method: "DELETE" });
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
    expect(platform.changed("--only", "--refresh", ...stacks)).toEqual({
      identity: { update: 1 },
      "team.search": { update: 1 },
      "workspace.checkout.prod": { create: 1 },
    });
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
    const { live, people } = platform;
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
    expect(await platform.statusFor(tokens.id_token)).toBe(200);
    expect(await platform.statusFor(tokens.id_token, "/api/v1/namespaces/search/pods")).toBe(403);
  });

  it("refuses a token that is tampered with, expired, another server's or another realm's", async () => {
    const { hands, live } = platform;
    const { id_token: good } = await platform.tokensOf("dina");
    expect(await platform.statusFor(good)).toBe(200);
    const [head = "", body = "", signature = ""] = good.split(".");
    const claims = claimsOf(good);
    expect(claims["groups"]).toEqual(["team-payments-owner"]);
    const forged = Buffer.from(
      JSON.stringify({ ...claims, groups: ["team-checkout-owner"] }),
    ).toString("base64url");
    expect(await platform.statusFor(`${head}.${forged}.${signature}`)).toBe(401);
    expect(await platform.statusFor(`${head}.${body}.${signature.slice(0, -4)}AAAA`)).toBe(401);

    const anyone = new Client(live);
    expect(await platform.statusFor(await administratorToken(anyone, live))).toBe(401);
    await anyone.close();

    const path = `/clients/${await hands.idOf("clients", "kubernetes")}`;
    const client = await hands.identity<{ attributes: object }>(path);
    const attributes = { ...client.attributes, "access.token.lifespan": "2" };
    await hands.identity(path, { method: "PUT", json: { ...client, attributes } });
    const { id_token: short } = await platform.tokensOf("dina");
    // Keycloak keeps an attribute that is left out, and takes away one that is empty.
    const before = { ...client.attributes, "access.token.lifespan": "" };
    await hands.identity(path, { method: "PUT", json: { ...client, attributes: before } });
    await sleep(4_000);
    expect(await platform.statusFor(short)).toBe(401);
    expect(await hands.identity(path)).toEqual(client);
  });

  it("takes access away with a membership, within the lifetime of a token", async () => {
    const { hands } = platform;
    const { id_token: before } = await platform.tokensOf("emil");
    const { iat, exp } = claimsOf(before);
    expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(900);
    expect(await platform.statusFor(before)).toBe(200);
    const user = await hands.idOf("users", "emil");
    const path = `/users/${user}/groups/${await hands.idOf("groups", "team-payments-developer")}`;
    await hands.identity(path, { method: "DELETE" });
    const { id_token: after } = await platform.tokensOf("emil");
    expect(await platform.statusFor(after)).toBe(403);
    await hands.identity(path, { method: "PUT" });
  });

  it("prints settings of kubectl that log in through the realm", () => {
    const text = project.groundwork("team", "kubeconfig", "payments", "dev", "--sandbox");
    expect(text).toContain(`server: ${platform.live.clusters["acme-dev"]?.server ?? ""}`);
    expect(text).toContain("--oidc-issuer-url=https://id.platform.acme.example/realms/acme");
    expect(text).toContain("namespace: payments");
    expect(text).not.toMatch(/token:|client-key/);
    const { status, stderr } = project.run(["team", "kubeconfig", "fraud", "dev", "--sandbox"]);
    expect([status, stderr]).toEqual([
      2,
      'groundwork: team: want one of checkout, payments, search, got "fraud"\n',
    ]);
  });

  // A change on either server: a group's description, a mount's owner.
  it.each([
    { server: "keycloak", plugin: "keycloak", from: "Search", to: "With Keycloak" },
    { server: "openbao", plugin: "vault", from: "With Keycloak", to: "With OpenBao" },
  ])(
    "says under an up that $server went down, loses nothing, and goes on from there",
    async ({ server, plugin, from, to }) => {
      const { hands } = platform;
      project.edit("teams/search.yaml", `displayName: ${from}`, `displayName: ${to}`);
      const path = "sys/policies/acl/team-search-owner";
      const { data } = await hands.secrets<{ data: { policy: string } }>(path);
      await hands.secrets(path, { json: { policy: `${data.policy}\n# by hand\n` } });
      const up = ["sandbox", "up", "--only", "--refresh", "team.search"];
      const broken = project.start(up);
      let hasEnded = false;
      void broken.then(() => (hasEnded = true));
      const runs = (line: string) => line.includes(`cloud/plugin.js ${plugin} `);
      while (!hasEnded && !platform.processes("e").some(runs)) {
        await sleep(100);
      }
      process.kill(platform.pidOf(server), "SIGKILL");
      const { status, output } = await broken;
      expect(status, output).toBe(1);
      expect(output).toMatch(/does not answer|not all live servers run/);
      expect(output).toContain("groundwork sandbox up");
      expect(output).not.toMatch(/^\s+at /m);

      project.groundwork(...up);
      const now = await hands.secrets<{ data: { policy: string } }>(path);
      expect(now.data.policy).toBe(data.policy);
    },
  );

  it("changes nothing after all that in any stack, and is as declared", async () => {
    expect(platform.changed("--refresh")).toEqual({});
    expect(red(await platform.suite()).map(checkLine)).toEqual([]);
  });

  it("renames a team without replacing anything of it", () => {
    project.edit("teams/search.yaml", "displayName: With OpenBao", "displayName: Discovery");
    expect(platform.changed("--only", "team.search", "workspace.search.dev")).toEqual({
      // The component, and a group of the realm and a team of GitHub for each persona.
      "team.search": { update: 7 },
    });
  });

  it("retires a team: nothing of it is left in any server, and no other team notices", async () => {
    const { hands } = platform;
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
    expect(red(await platform.suite(rest)).map(checkLine)).toEqual([]);
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
