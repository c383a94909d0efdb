import type { Persona, Stage } from "../../components/team/personas";
import type { Organization } from "../declarations/model";
import { rightOf, stageOf } from "./team-rights";

/** Permission set that a persona of a team has in an account. */
export type AccountRight = "developer" | "viewer" | "none";

/** What an account is for: production as soon as one of its environments is. */
export function accountStage(organization: Organization, account: string): Stage {
  const own = environmentsOf(organization, account);
  return own.length > 0 && own.every((name) => stageOf(organization, name) === "development")
    ? "development"
    : "production";
}

/** What a persona of a team may do in an account: as much as in the environments that it has there. */
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
