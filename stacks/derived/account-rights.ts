import type { AccessLevel } from "../../components/identity/access-levels";
import type { Persona, Stage } from "../../components/team/personas";
import type { Organization } from "../declarations/model";
import { rightOf, stageOf } from "./team-rights";

/** Access level that a persona of a team has in an account. */
export type AccountRight = Exclude<AccessLevel, "administrator"> | "none";

/** Stage of an account: production as soon as one of its environments is. */
export function accountStage(organization: Organization, account: string): Stage {
  const own = environmentsOf(organization, account);
  return own.length > 0 && own.every((name) => stageOf(organization, name) === "development")
    ? "development"
    : "production";
}

/** Right of a persona of a team in an account: the most that it has in an environment there. */
export function accountRight(
  organization: Organization,
  account: string,
  team: string,
  persona: Persona,
): AccountRight {
  const rights = environmentsOf(organization, account).map((name) =>
    rightOf(organization, team, persona, name),
  );
  return rights.some((right) => right === "edit" || right === "admin")
    ? "developer"
    : rights.includes("view")
      ? "viewer"
      : "none";
}

const environmentsOf = ({ environments }: Organization, account: string) =>
  Object.keys(environments).filter((name) => environments[name]?.account === account);
