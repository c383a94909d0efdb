import { KeyObject } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";

import "reflect-metadata";

import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { makeFolder } from "../../processes/folders";

/** A certificate and its key, PEM. */
export interface Identity {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface Subject {
  readonly commonName: string;
  /** The certificate's organisation, which Kubernetes reads as a group. */
  readonly organization?: string;
  /** Names and addresses of a server; omitted for a client. */
  readonly hosts?: readonly string[];
  /** A client's certificate can't serve, and a server's can't authenticate a caller. */
  readonly usages: readonly ("server" | "client")[];
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 3600 * 1000;

/** Signs the certificates of one group of servers or clients, which trust no other authority. */
export class Authority {
  private constructor(
    private readonly folder: string,
    private readonly certificate: X509Certificate,
    private readonly key: CryptoKey,
  ) {}

  /** Reads the authority of a folder, or makes it. */
  public static async open(folder: string, commonName: string): Promise<Authority> {
    makeFolder(folder, 0o700);
    const { certificateFile, keyFile } = filesOf(folder, "ca");
    if (existsSync(certificateFile)) {
      const certificate = new X509Certificate(readFileSync(certificateFile, "utf8"));
      return new Authority(folder, certificate, await readKey(keyFile));
    }
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [commonName] }],
      keys,
      ...validFor(3650),
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    save({ certificateFile, keyFile }, certificate, keys.privateKey);
    return new Authority(folder, certificate, keys.privateKey);
  }

  /** Its own certificate, PEM. */
  public get file(): string {
    return filesOf(this.folder, "ca").certificateFile;
  }

  /**
   * Makes a new certificate and key at the same place as the last of that name. The authority's own
   * certificate follows it, so that a browser can trust all servers by one key.
   */
  public async issue(name: string, subject: Subject): Promise<Identity> {
    const { commonName, organization, hosts = [], usages } = subject;
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      subject: [
        ...(organization === undefined ? [] : [{ O: [organization] }]),
        { CN: [commonName] },
      ],
      issuer: this.certificate.subjectName,
      publicKey: keys.publicKey,
      signingKey: this.key,
      signingAlgorithm: algorithm,
      ...validFor(800),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(
          usages.map((use) =>
            use === "server" ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
          ),
        ),
        ...(hosts.length === 0 ? [] : [new SubjectAlternativeNameExtension(hosts.map(toName))]),
      ],
    });
    const files = filesOf(this.folder, name);
    save(files, certificate, keys.privateKey);
    appendFileSync(files.certificateFile, `${this.certificate.toString("pem")}\n`);
    return files;
  }
}

const filesOf = (folder: string, name: string): Identity => ({
  certificateFile: join(folder, `${name}.crt`),
  keyFile: join(folder, `${name}.key`),
});

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

const toName = (host: string) => ({
  type: isIP(host) === 0 ? ("dns" as const) : ("ip" as const),
  value: host,
});

/** From a day ago, since clocks differ. */
function validFor(days: number) {
  const now = Date.now();
  return { notBefore: new Date(now - day), notAfter: new Date(now + days * day) };
}

function save(
  { certificateFile, keyFile }: Identity,
  certificate: X509Certificate,
  key: CryptoKey,
): void {
  const pem = KeyObject.from(key).export({ format: "pem", type: "pkcs8" });
  writeFileSync(keyFile, pem, { mode: 0o600 });
  writeFileSync(certificateFile, `${certificate.toString("pem")}\n`);
}

function readKey(file: string): Promise<CryptoKey> {
  const body = readFileSync(file, "utf8").replaceAll(/-----[^-]+-----|\s/g, "");
  const der = Buffer.from(body, "base64");
  return crypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"]);
}
