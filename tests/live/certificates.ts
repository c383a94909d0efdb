import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export interface KeyPair {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate authority of one test. */
export class TestAuthority {
  public readonly caFile: string;

  public constructor(private readonly folder: string) {
    this.caFile = join(folder, "ca.crt");
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test-ca", [
      "-keyout",
      join(folder, "ca.key"),
      "-out",
      this.caFile,
    ]);
  }

  /** A certificate for localhost and for what a client is: `/O=system:masters/CN=admin`. */
  public issue(name: string, subject: string): KeyPair {
    const [keyFile, request, certificateFile, extensions] = ["key", "csr", "crt", "ext"].map(
      (end) => join(this.folder, `${name}.${end}`),
    ) as [string, string, string, string];
    writeFileSync(
      extensions,
      "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n",
    );
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", subject, [
      "-keyout",
      keyFile,
      "-out",
      request,
    ]);
    openssl("x509", "-req", "-in", request, "-CA", this.caFile, "-days", "2", "-CAcreateserial", [
      "-CAkey",
      join(this.folder, "ca.key"),
      "-extfile",
      extensions,
      "-out",
      certificateFile,
    ]);
    return { certificateFile, keyFile };
  }
}

function openssl(...args: (string | string[])[]): void {
  execFileSync("openssl", args.flat(), { stdio: "pipe" });
}
