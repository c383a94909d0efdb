import { readFileSync } from "node:fs";

import { isBag } from "../../../cloud/values";
import type { LiveDescription } from "../../description";
import { Refusal, RestApi, type Server } from "../rest/api";

const tokenPath = "realms/master/protocol/openid-connect/token";

/** Time before a token's end at which it is renewed, in milliseconds. */
const margin = 10_000;

/** Keycloak as its administrator: https://www.keycloak.org/docs-api/latest/rest-api/index.html */
export function keycloakApi(
  { keycloak, caFile }: Pick<LiveDescription, "keycloak" | "caFile">,
  timeout?: number,
): RestApi {
  const server: Server = {
    name: "Keycloak",
    url: keycloak.url,
    caFile,
    words,
    ...(timeout === undefined ? {} : { timeout }),
  };
  const entrance = new RestApi(server);
  let token: Promise<Token> | undefined;

  const login = async (): Promise<Token> => {
    const form = new URLSearchParams({
      client_id: "admin-cli",
      grant_type: "password",
      username: keycloak.adminUser,
      password: readFileSync(keycloak.adminPasswordFile, "utf8").trim(),
    });
    try {
      const { body } = await entrance.send("POST", tokenPath, form.toString());
      const { access_token: value, expires_in: life } = body as TokenAnswer;
      return { value, until: Date.now() + life * 1000 - margin };
    } catch (error) {
      throw error instanceof Refusal && error.status < 500
        ? new Refusal(error.status, `it does not take ${keycloak.adminUser}'s password`)
        : error;
    }
  };

  const fresh = async (renew: boolean): Promise<Token> => {
    const now = await token?.catch(() => undefined);
    if (renew || now === undefined || now.until < Date.now()) {
      token = login();
    }
    return (await token) ?? login();
  };

  return new RestApi({
    ...server,
    headers: async (renew) => ({ authorization: `Bearer ${(await fresh(renew)).value}` }),
  });
}

interface Token {
  readonly value: string;
  readonly until: number;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
}

function words(body: unknown): string | undefined {
  if (!isBag(body)) {
    return undefined;
  }
  const said = body["errorMessage"] ?? body["error_description"] ?? body["error"];
  const params = body["params"];
  const details = Array.isArray(params) && params.length > 0 ? ` (${params.join(", ")})` : "";
  return typeof said === "string" ? `${said}${details}` : undefined;
}
