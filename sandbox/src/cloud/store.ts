import { DatabaseSync } from "node:sqlite";

export type Properties = Record<string, unknown>;

/** A resource that the offline cloud holds. */
export interface Stored {
  readonly id: string;
  readonly token: string;
  /** Account and region, such as `111111111111/eu-west-1`. */
  readonly partition: string;
  readonly inputs: Properties;
  readonly state: Properties;
}

/** The offline cloud's memory: one SQLite file, shared by all stacks and plugin processes. */
export class CloudStore {
  private constructor(private readonly db: DatabaseSync) {}

  /** @throws Error that names the path and the way out when the file is no store. */
  public static open(path: string): CloudStore {
    try {
      const db = new DatabaseSync(path);
      db.exec("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL;");
      db.exec(
        "CREATE TABLE IF NOT EXISTS resources (partition TEXT, id TEXT, token TEXT, inputs TEXT, state TEXT, PRIMARY KEY (partition, token, id))",
      );
      return new CloudStore(db);
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

  public put({ partition, id, token, inputs, state }: Stored): void {
    this.db
      .prepare("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?)")
      .run(partition, id, token, JSON.stringify(inputs), JSON.stringify(state));
  }

  public remove(partition: string, token: string, id: string): void {
    this.db
      .prepare("DELETE FROM resources WHERE partition = ? AND token = ? AND id = ?")
      .run(partition, token, id);
  }

  public get(partition: string, token: string, id: string): Stored | undefined {
    return this.list(partition).find((r) => r.id === id && r.token === token);
  }

  public list(partition: string): Stored[] {
    return this.inventory().filter((r) => r.partition === partition);
  }

  /** Everything, in every account and region. */
  public inventory(): Stored[] {
    return this.db
      .prepare("SELECT * FROM resources ORDER BY token, id")
      .all()
      .map((row) => ({
        partition: String(row["partition"]),
        id: String(row["id"]),
        token: String(row["token"]),
        inputs: JSON.parse(String(row["inputs"])) as Properties,
        state: JSON.parse(String(row["state"])) as Properties,
      }));
  }

  public close(): void {
    this.db.close();
  }
}
