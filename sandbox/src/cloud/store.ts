import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Properties of a resource, as JSON has them. */
export type Bag = Readonly<Record<string, unknown>>;

/** A resource that the offline cloud holds. */
export interface Stored {
  readonly id: string;
  readonly token: string;
  /** Its account and region, cluster or realm, such as `aws/111111111111/eu-west-1`. */
  readonly partition: string;
  readonly inputs: Bag;
  readonly state: Bag;
  /** Paths of `inputs` that are secret. They are encrypted in the file. */
  readonly secrets: readonly (readonly string[])[];
  /** URN of the program's resource for which it was made. */
  readonly urn?: string;
  /** Whether a plugin has seen it in a stack's state. */
  readonly recorded?: boolean;
  /** Whether a real server has it; then this is its twin. */
  readonly live?: boolean;
  /** Whether its SDK's declarations alone have judged it. */
  readonly unverified?: boolean;
  /** The file that declares it as there before any stack. */
  readonly seed?: SeedMark;
}

/** Where a seeded resource is declared. */
export interface SeedMark {
  readonly file: string;
  /** Its name in the file. */
  readonly name: string;
  /** Its inputs as the file had them. */
  readonly inputs: Bag;
}

/** A resource that a file declares as there before any stack. */
export type Seeded = Stored & { readonly seed: SeedMark };

const cipher = "aes-256-gcm";

/** The offline cloud's memory: one SQLite file, shared by all stacks and plugin processes. */
export class CloudStore {
  /** Opened rows by their nonce and tag. */
  private readonly known = new Map<string, Stored>();

  private constructor(
    private readonly db: DatabaseSync,
    private readonly key: Buffer,
    private readonly path: string,
  ) {}

  /** @throws Error that names the path and a way out if the file is no store. */
  public static open(path: string): CloudStore {
    // The key is made first, so a store without one has lost it.
    if (existsSync(path) && !existsSync(keyOf(path))) {
      throw new Error(unopened(path, "it is gone"));
    }
    try {
      const key = readFileSync(madeOnce(keyOf(path), makeKey));
      const db = new DatabaseSync(madeOnce(path, makeStore));
      db.exec("PRAGMA busy_timeout = 10000; SELECT 1 FROM resources LIMIT 1;");
      return new CloudStore(db, key, path);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `the offline cloud's store ${path} can't be read (${why}); remove the file and run sandbox up again`,
        { cause: error },
      );
    }
  }

  /** Runs `work` alone: no other process writes meanwhile; nothing is kept when it throws. */
  public exclusively<T>(work: () => T): T {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.db.exec("COMMIT");
      return result;
    } catch (error) {
      this.db.exec("ROLLBACK");
      throw error;
    }
  }

  public put(stored: Stored): void {
    const { partition, token, id } = stored;
    this.db
      .prepare("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?)")
      .run(partition, token, id, this.seal(JSON.stringify(stored)));
  }

  public remove(partition: string, token: string, id: string): void {
    this.db
      .prepare("DELETE FROM resources WHERE partition = ? AND token = ? AND id = ?")
      .run(partition, token, id);
  }

  public get(partition: string, token: string, id: string): Stored | undefined {
    const row = this.db
      .prepare("SELECT body FROM resources WHERE partition = ? AND token = ? AND id = ?")
      .get(partition, token, id);
    return row === undefined ? undefined : this.opened(row);
  }

  /** The resources of one account, region, cluster or realm. */
  public list(partition: string): Stored[] {
    return this.db
      .prepare("SELECT body FROM resources WHERE partition = ? ORDER BY token, id")
      .all(partition)
      .map((row) => this.opened(row));
  }

  /** All resources of one kind, everywhere. */
  public kind(token: string): Stored[] {
    return this.db
      .prepare("SELECT body FROM resources WHERE token = ? ORDER BY partition, id")
      .all(token)
      .map((row) => this.opened(row));
  }

  /** Resources made for a program that no plugin has seen in a state yet, everywhere. */
  public unrecorded(): Stored[] {
    return this.all().filter(({ urn, recorded }) => urn !== undefined && recorded !== true);
  }

  /** Resources that files declare as there before any stack, everywhere. */
  public seeded(): Seeded[] {
    return this.all().filter((stored): stored is Seeded => stored.seed !== undefined);
  }

  /** How many resources of each kind its SDK's declarations alone have judged. */
  public unverified(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { token } of this.all().filter((stored) => stored.unverified === true)) {
      counts[token] = (counts[token] ?? 0) + 1;
    }
    return counts;
  }

  /** How many resources of each kind there are, everywhere. */
  public inventory(): Record<string, number> {
    const rows = this.db
      .prepare("SELECT token, count(*) AS n FROM resources GROUP BY token ORDER BY token")
      .all();
    return Object.fromEntries(rows.map((row) => [String(row["token"]), Number(row["n"])]));
  }

  public close(): void {
    this.db.close();
  }

  private all(): Stored[] {
    return this.db
      .prepare("SELECT body FROM resources ORDER BY partition, token, id")
      .all()
      .map((row) => this.opened(row));
  }

  /** A row is opened once: whoever seals it again makes another nonce. */
  private opened(row: Record<string, unknown>): Stored {
    const sealed = row["body"] as Uint8Array;
    const seal = Buffer.from(sealed.subarray(0, 28)).toString("latin1");
    const stored = this.known.get(seal) ?? (JSON.parse(this.unseal(sealed)) as Stored);
    this.known.set(seal, stored);
    return stored;
  }

  /** Whole rows are sealed, since a secret input can come back in any output. */
  private seal(text: string): Buffer {
    const nonce = randomBytes(12);
    const sealing = createCipheriv(cipher, this.key, nonce);
    const body = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), body]);
  }

  private unseal(sealed: Uint8Array): string {
    try {
      const opening = createDecipheriv(cipher, this.key, sealed.subarray(0, 12));
      opening.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([opening.update(sealed.subarray(28)), opening.final()]).toString("utf8");
    } catch (error) {
      throw new Error(unopened(this.path, "it is another one"), { cause: error });
    }
  }
}

const keyOf = (path: string) => `${path}.key`;

const unopened = (path: string, why: string) =>
  `${keyOf(path)}: want the key of the offline cloud's store, but ${why}; put the key back, ` +
  `or remove ${dirname(path)} and run \`groundwork sandbox up\` again`;

/** An empty store; two that make the same file one store at once lock each other out. */
function makeStore(path: string): void {
  const db = new DatabaseSync(path);
  db.exec(
    `PRAGMA journal_mode = WAL;
     CREATE TABLE resources (
       partition TEXT, token TEXT, id TEXT, body BLOB, PRIMARY KEY (partition, token, id))`,
  );
  db.close();
}

function makeKey(path: string): void {
  writeFileSync(path, randomBytes(32), { mode: 0o600 });
}

/** Makes a file unless another process was first; no process sees a half-made file. */
function madeOnce(path: string, make: (draft: string) => void): string {
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    try {
      make(draft);
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw error;
      }
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return path;
}
