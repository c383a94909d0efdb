import { createHash, createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Client } from "./client";

/** A person's credentials. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Secret of the second factor, once it is set up; a login that sets it up fills it in. */
  totpSecret?: string;
}

/** Addresses of a realm's pages and tokens. */
export interface Realm {
  /** Issuer, such as `https://id.platform.acme.example/realms/acme`. */
  readonly issuer: string;
}

/** A public client of the realm, and the address that its logins come back to. */
export interface LoginClient {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** Tokens from a login: the identity token, and the access token for APIs. */
export interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
}

/** Milliseconds for which a code is valid. */
const codeLasts = 30_000;

/** Pages that a login may show before it is done. */
const mostPages = 6;

/**
 * Logs someone in as a person does: authorization-code flow with PKCE through the realm's own pages.
 * @throws Error with the page's message when the login does not succeed.
 */
export async function logIn(
  client: Client,
  { issuer }: Realm,
  { clientId, redirectUri }: LoginClient,
  who: Credentials,
): Promise<Tokens> {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(12).toString("base64url");
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid",
    state,
    nonce: randomBytes(12).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const address = `${issuer}/protocol/openid-connect/auth?${query.toString()}`;
  const back = await passPages(client, address, redirectUri, who);
  if (back.searchParams.get("state") !== state) {
    throw new Error(`login of ${who.username}: the realm came back with another state`);
  }
  return client.json<Tokens>(`${issuer}/protocol/openid-connect/token`, {
    form: {
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: redirectUri,
      code: back.searchParams.get("code") ?? "",
      code_verifier: verifier,
    },
  });
}

/**
 * Fills in the realm's pages from an address on, until one sends the browser back.
 * @returns the address that the login came back to, with its code.
 */
export async function passPages(
  client: Client,
  address: string,
  redirectUri: string,
  who: Credentials,
): Promise<URL> {
  let answer = await client.call(address);
  let hasGivenCode = false;
  for (let page = 0; page < mostPages; page++) {
    const { location, status, text } = answer;
    if (location?.startsWith(redirectUri) === true) {
      const back = new URL(location);
      const refused = back.searchParams.get("error_description") ?? back.searchParams.get("error");
      if (refused !== null) {
        throw new Error(`login of ${who.username}: ${refused}`);
      }
      return back;
    }
    if (location !== undefined) {
      answer = await client.call(new URL(location, address).href);
      continue;
    }
    const action = /<form[^>]*\saction="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
    if (action === undefined || status >= 400) {
      throw new Error(`login of ${who.username}: the realm answers ${status}: ${saidBy(text)}`);
    }
    if (text.includes('name="otp"')) {
      // A code is valid for one login: a second login waits for the next code.
      await (hasGivenCode && sleep(codeLasts - (Date.now() % codeLasts)));
      hasGivenCode = true;
    }
    answer = await client.call(action, { form: filledIn(text, who) });
  }
  throw new Error(
    `login of ${who.username}: more than ${mostPages} pages, the last: ${saidBy(answer.text)}`,
  );
}

/** The values that a person would type into a page of the realm. */
function filledIn(page: string, who: Credentials): Record<string, string> {
  const setUp = /name="totpSecret"[^>]*value="([^"]+)"/.exec(page)?.[1];
  if (setUp !== undefined) {
    who.totpSecret = setUp;
    return { totp: oneTimeCode(setUp), totpSecret: setUp, userLabel: "sandbox" };
  }
  if (page.includes('name="otp"')) {
    return { otp: oneTimeCode(who.totpSecret ?? "") };
  }
  return { username: who.username, password: who.password, credentialId: "" };
}

/** The message or the title of a page, without markup. */
function saidBy(page: string): string {
  const shown =
    /class="[^"]*(?:kc-feedback-text|instruction|pf-v5-c-helper-text__item-text)[^"]*"[^>]*>([^<]+)</.exec(
      page,
    )?.[1] ?? /<title>([^<]+)</.exec(page)?.[1];
  return (shown ?? page.slice(0, 200)).trim();
}

/** https://www.rfc-editor.org/rfc/rfc6238, with the realm's defaults: SHA-1, 6 digits, 30 seconds. */
function oneTimeCode(secret: string, now = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / codeLasts)));
  const digest = createHmac("sha1", Buffer.from(secret, "utf8")).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
