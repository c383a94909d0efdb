import type { AccessCell, Subject } from "@groundwork-iac/platform/internal/derived/access";
import { accessCells, foreignToken } from "@groundwork-iac/platform/internal/derived/access";
import {
  inWords,
  type ReportedCell,
} from "@groundwork-iac/platform/internal/reports/access-report";
import type { Organization } from "@groundwork-iac/platform/internal/organization";
import type { LiveDescription } from "@groundwork-iac/sandbox";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { Attempts, probe } from "./attempts";
import { Client } from "./client";
import { Identities, type Identity } from "./identities";
import { administratorToken, type DemoPeople } from "./people";

/** One action tried on the real servers. */
export interface Check extends Omit<ReportedCell, "allowed"> {
  readonly team?: string;
  readonly persona?: string;
  readonly expected: "allowed" | "refused";
  /** HTTP status, or the error that prevented one. */
  readonly actual: string;
  readonly call: string;
  readonly passed: boolean;
}

/** Systems that a real server stands for. */
export const isLive = (system: string) => ["kubernetes", "secrets", "realm"].includes(system);

const liveCells = (organization: Organization) =>
  accessCells(organization).filter(({ target }) => isLive(target.system));

/** Whether nobody is declared with a team's persona: then there is no one to try its rights as. */
const isVacant = ({ identity, teams }: Organization, subject: Subject): boolean =>
  identity.mode !== "existing" &&
  subject.kind === "person" &&
  (teams[subject.team]?.members?.[subject.persona] ?? []).length === 0;

/** Every cell that is tried: those of someone who can log in. */
export const triedCells = (organization: Organization): AccessCell[] =>
  liveCells(organization).filter(({ subject }) => !isVacant(organization, subject));

/** Personas that are not tried, as nobody has them, such as `search viewer`. */
export function vacantPersonas(organization: Organization): string[] {
  const vacant = liveCells(organization).filter(({ subject }) => isVacant(organization, subject));
  return [...new Set(vacant.map((cell) => inWords(cell).subject))];
}

/** Subjects that work at once. */
const atOnce = 4;

/**
 * Tries everything that the declarations allow and refuse, with real tokens on the real servers.
 * It leaves nothing behind: a cluster's changes are dry runs, and it removes the secrets that it writes.
 */
export async function tenancyChecks(
  organization: Organization,
  description: LiveDescription,
  people: DemoPeople,
): Promise<Check[]> {
  const owner = new Client(description);
  const realm = organization.identity.mode === "existing" ? "" : organization.identity.realm;
  await people.givePasswords(owner, realm);
  const secrets = new SecretProbes(organization, description, owner);
  await secrets.put();
  try {
    const attempts = new Attempts(
      organization,
      description,
      await someone(owner, description, realm),
    );
    const identities = new Identities(organization, description, people);
    const cells = triedCells(organization);
    const bySubject = Map.groupBy(cells, ({ subject }) => JSON.stringify(subject));
    const queue = [...bySubject.values()];
    const checks: Check[] = [];
    const work = async () => {
      for (let own = queue.shift(); own !== undefined; own = queue.shift()) {
        checks.push(...(await checksOf(own, identities, attempts)));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return checks.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  } finally {
    await secrets.remove();
    await owner.close();
  }
}

const keyOf = ({ subject, target, action }: Check) => `${subject}|${target}|${action}`;

/** All checks of one subject. If its login fails, each of them fails: none is left out. */
async function checksOf(
  cells: readonly AccessCell[],
  identities: Identities,
  attempts: Attempts,
): Promise<Check[]> {
  const [first] = cells;
  if (first === undefined) {
    return [];
  }
  let who: Identity;
  try {
    who = await answered(() => identities.of(first.subject));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return cells.map((cell) => checkOf(cell, { call: "log in", actual: why, passed: false }));
  }
  const checks: Check[] = [];
  for (const cell of cells) {
    checks.push(checkOf(cell, await judged(cell, who, attempts)));
  }
  await who.client.close();
  return checks;
}

/** Asks once more if a server gave no answer, since no answer neither allows nor refuses. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    await sleep(1_000);
    return ask();
  }
}

async function judged(cell: AccessCell, who: Identity, attempts: Attempts) {
  try {
    const { call, status } = await answered(() => attempts.try(cell, who));
    const passed = cell.allowed ? status >= 200 && status < 300 : refuses(cell, status);
    return { call, actual: String(status), passed };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { call: cell.action, actual: why, passed: false };
  }
}

/**
 * Statuses of a refusal: 403; for another's token, 401 from a cluster and 400 from OpenBao, which
 * answers so to a login with the wrong token.
 */
function refuses({ action, target }: AccessCell, status: number): boolean {
  const isLogin = action === "log in" || action === foreignToken;
  return status === 403 || (isLogin && status === (target.system === "secrets" ? 400 : 401));
}

function checkOf(cell: AccessCell, result: Pick<Check, "call" | "actual" | "passed">): Check {
  const { allowed, ...words } = inWords(cell);
  return { ...words, ...whose(cell.subject), expected: allowed ? "allowed" : "refused", ...result };
}

const whose = (subject: Subject) => ({
  ...("team" in subject ? { team: subject.team } : {}),
  ...("persona" in subject ? { persona: subject.persona } : {}),
});

/** A user and a group of the realm, for calls that the realm should refuse. */
async function someone(client: Client, description: LiveDescription, realm: string) {
  const token = await administratorToken(client, description);
  const first = async (collection: string) => {
    const address = `${description.keycloak.url}/admin/realms/${realm}/${collection}?max=1`;
    const [found] = await client.json<readonly { id: string }[]>(address, { token });
    return found?.id ?? "";
  };
  return { userId: await first("users"), groupId: await first("groups") };
}

/** Secrets in every team's environments, for subjects with the right to read them. */
class SecretProbes {
  private readonly headers: Readonly<Record<string, string>>;

  public constructor(
    private readonly organization: Organization,
    private readonly description: LiveDescription,
    private readonly client: Client,
  ) {
    const token = readFileSync(description.secrets.tokenFile, "utf8").trim();
    this.headers = { "x-vault-token": token };
  }

  public async put(): Promise<void> {
    for (const place of this.places()) {
      await this.client.json(this.at(place, `data`, probe), {
        headers: this.headers,
        json: { data: { probe: "yes" } },
      });
    }
  }

  /** Removes the probes, and the secrets that subjects with the right have written. */
  public async remove(): Promise<void> {
    for (const place of this.places()) {
      const list = `${this.at(place, "metadata", "")}?list=true`;
      const { status, text } = await this.client.call(list, { headers: this.headers });
      const { data } = (status === 200 ? JSON.parse(text) : { data: { keys: [] } }) as {
        data: { keys: string[] };
      };
      for (const key of data.keys.filter((each) => each.startsWith(probe))) {
        await this.client.call(this.at(place, "metadata", key), {
          method: "DELETE",
          headers: this.headers,
        });
      }
    }
  }

  private places() {
    return Object.entries(this.organization.teams).flatMap(([team, { environments }]) =>
      environments.map((environment) => ({ team, environment })),
    );
  }

  private at(place: { team: string; environment: string }, part: string, key: string): string {
    const { team, environment } = place;
    return `${this.description.secrets.url}/v1/teams/${team}/${part}/${environment}/${key}`;
  }
}
