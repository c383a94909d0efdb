import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";

import type { Identity } from "./certificates";
import type { LiveDescription } from "../description";
import { writeWhole } from "./report";

/** Issuer of GitHub Actions' tokens. */
const pipelineIssuer = "https://token.actions.githubusercontent.com";

/** An issuer of tokens, and the public key that checks them. */
export interface Issuer {
  /** Such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** PEM. */
  readonly publicKey: string;
}

/** The issuer of pipelines' tokens, which the sandbox plays, and the file of its private key. */
export function pipelines(folder: string): Issuer & { readonly keyFile: string } {
  const keyFile = join(folder, "pipelines.key");
  if (!existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeWhole(keyFile, privateKey.export({ format: "pem", type: "pkcs8" }));
  }
  const key = createPublicKey(readFileSync(keyFile, "utf8"));
  const publicKey = key.export({ format: "pem", type: "spki" }).toString();
  return { issuer: pipelineIssuer, publicKey, keyFile };
}

/**
 * Id of a key as the API server has it: the hash of the key.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/serviceaccount/jwt.go
 */
function keyId(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("base64url");
}

/** A token signed by the issuer of pipelines' tokens: the given claims over GitHub's usual ones. */
export function pipelineToken(
  { pipelines: { issuer, keyFile } }: Pick<LiveDescription, "pipelines">,
  claims: Readonly<Record<string, unknown>>,
): string {
  const key = createPrivateKey(readFileSync(keyFile, "utf8"));
  const publicKey = createPublicKey(key).export({ format: "pem", type: "spki" }).toString();
  const now = Math.floor(Date.now() / 1000);
  const head = { alg: "RS256", typ: "JWT", kid: keyId(publicKey) };
  const body = { iss: issuer, iat: now, nbf: now - 5, exp: now + 300, ...claims };
  const signed = [head, body].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const text = signed.join(".");
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

/** Serves each issuer's discovery document and keys, by host and path. */
export function serveIssuers(issuers: readonly Issuer[], as: Identity): Server {
  const documents = new Map(issuers.flatMap(documentsOf));
  const files = { cert: readFileSync(as.certificateFile), key: readFileSync(as.keyFile) };
  return createServer(files, ({ headers, url = "" }, response) => {
    const document = documents.get(`https://${headers.host ?? ""}${url}`);
    if (document === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(document));
  });
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function documentsOf({ issuer, publicKey }: Issuer): [address: string, document: unknown][] {
  const keys = `${issuer}/keys`;
  const key = createPublicKey(publicKey).export({ format: "jwk" });
  return [
    [
      `${issuer}/.well-known/openid-configuration`,
      {
        issuer,
        jwks_uri: keys,
        authorization_endpoint: "urn:kubernetes:programmatic_authorization",
        response_types_supported: ["id_token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        claims_supported: ["iss", "sub", "aud", "exp", "iat"],
      },
    ],
    [keys, { keys: [{ ...key, alg: "RS256", use: "sig", kid: keyId(publicKey) }] }],
  ];
}
