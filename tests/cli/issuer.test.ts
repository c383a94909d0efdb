import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { checkIssuer } from "../../cli/src/actions/check-issuer";
import { TestAuthority } from "../live/certificates";
import { TestProject } from "../sandbox/project";

const project = new TestProject("umbrella");
const folder = mkdtempSync(join(tmpdir(), "groundwork-issuer-"));
let server: Server;
let issuer: string;
let document: Record<string, unknown>;

beforeAll(async () => {
  const authority = new TestAuthority(folder);
  const { certificateFile, keyFile } = authority.issue("issuer", "/CN=issuer");
  server = createServer(
    { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
    (request, response) => {
      const isThere = request.url === "/oauth2/default/.well-known/openid-configuration";
      response.writeHead(isThere ? 200 : 404).end(JSON.stringify(document));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `https://localhost:${(server.address() as AddressInfo).port}/oauth2/default`;
  document = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    claims_supported: ["sub", "roles"],
  };
  project.declare("tests/stacks/existing-organization");
  project.edit("organization.yaml", "https://login.umbrella.example/oauth2/default", issuer);
  project.environment = { ...project.environment, NODE_EXTRA_CA_CERTS: authority.caFile };
  setDefaultCACertificates([...getCACertificates(), readFileSync(authority.caFile, "utf8")]);
});
afterAll(() => {
  server.close();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The check in this process. */
const check = (json = false) => project.call((place) => checkIssuer(place, { json }));

describe("groundwork check issuer", () => {
  it("says that the company's issuer fits", async () => {
    const { status, output } = await project.start(["check", "issuer"]);
    expect([status, output]).toEqual([0, `${issuer} fits\n`]);
  });

  it("names what does not fit, and prints it as JSON", async () => {
    document = { ...document, issuer: `${issuer}/`, code_challenge_methods_supported: ["plain"] };
    const { status, stderr } = await check();
    expect(status).toBe(1);
    expect(stderr).toContain(`groundwork: ${issuer} does not fit:\nissuer: want `);
    expect(stderr).toContain("code_challenge_methods_supported: want ");
    const asJson = await check(true);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      issuer,
      problems: [{ path: "issuer" }, {}],
    });
  });

  it("says that nothing answers", async () => {
    server.close();
    server.closeAllConnections();
    const { status, output } = await project.start(["check", "issuer"]);
    expect(status).toBe(1);
    expect(output).toMatch(/openid-configuration: want a discovery document, got ".*ECONNREFUSED/);
    expect(output).not.toMatch(/^\s+at /m);
  });
});
