import { readFileSync } from "node:fs";

/** Variable of a plugin's environment that names the file of a `LiveDescription`. Without it, every kind is offline. */
export const liveVariable = "GROUNDWORK_LIVE";

/** The real servers of a sandbox: addresses, and the files of the plugins' credentials. It holds no secret itself. */
export interface LiveDescription {
  readonly version: 1;
  /** Certificate of the authority that signed every server's certificate, PEM. */
  readonly caFile: string;
  /** The real address of each declared host, such as `id.platform.acme.example` at `127.0.0.1:8443`. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Proxy that leads HTTPS calls for the declared hosts there, `http://127.0.0.1:<port>`. */
  readonly proxy: string;
  readonly keycloak: LiveKeycloak;
  readonly secrets: LiveSecrets;
  /** API servers by the EKS cluster's name. */
  readonly clusters: Readonly<Record<string, LiveCluster>>;
  /** Issuer of pipelines' tokens, which the sandbox plays; its private key signs them. */
  readonly pipelines: { readonly issuer: string; readonly keyFile: string };
}

export interface LiveKeycloak {
  /** Address on loopback. */
  readonly url: string;
  /** Address that the organisation declares and tokens name, such as `https://id.platform.acme.example`. */
  readonly declared: string;
  readonly adminUser: string;
  readonly adminPasswordFile: string;
}

/** OpenBao. */
export interface LiveSecrets {
  /** Address on loopback. */
  readonly url: string;
  /** Address that the organisation declares. */
  readonly declared: string;
  readonly tokenFile: string;
}

export interface LiveCluster {
  /** Address of the API server on loopback. */
  readonly server: string;
  /** Administrator's client certificate and key, PEM. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Issuer of the service accounts' tokens, as EKS would name it. */
  readonly issuer: string;
  /** The API server's `AuthenticationConfiguration`, which it reads again when it changes. */
  readonly authenticationFile: string;
}

/** The servers that the current process works on; none if every kind is offline. */
export function liveDescription(file = process.env[liveVariable]): LiveDescription | undefined {
  return file === undefined
    ? undefined
    : (JSON.parse(readFileSync(file, "utf8")) as LiveDescription);
}
