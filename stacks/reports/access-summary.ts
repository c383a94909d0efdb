import { personas } from "../../components/team/personas";
import type { Organization } from "../declarations/model";
import { type AccessCell, accessRights, subjectName } from "../derived/access";

/** How much everyone may do, a line per team, as Markdown. */
export function accessSummary(organization: Organization): string {
  const { rights, refused } = accessRights(organization);
  const ofTeams = Map.groupBy(rights, ({ subject }) =>
    subject.kind === "administrator" ? undefined : subject.team,
  );
  const { identity, teams } = organization;
  const administrators = identity.mode === "existing" ? [] : (identity.administrators ?? []);
  const rows = Object.entries(teams).map(([team, { members = {} }]) => {
    const own = ofTeams.get(team) ?? [];
    const people = personas
      .map((persona) => [members[persona]?.length ?? 0, persona] as const)
      .filter(([count]) => count > 0)
      .map(([count, persona]) => `${count} ${persona}`);
    return row(team, people.join(", "), ...counts(own), own.length);
  });
  const administrating = ofTeams.get(undefined) ?? [];
  return [
    "## Who may do what",
    "",
    row("team", "people", ...systems, "rights"),
    row(...["team", "people", ...systems, "rights"].map(() => "---")),
    row(
      subjectName({ kind: "administrator" }),
      administrators.join(", "),
      ...counts(administrating),
      administrating.length,
    ),
    ...rows,
    "",
    `${rights.length} rights; ${refused} other combinations are refused.`,
    "`--team <team>` lists those of a team, `--all` everyone's.",
    "",
  ].join("\n");
}

const systems = ["kubernetes", "secrets", "github", "aws", "realm"] as const;

const counts = (rights: readonly AccessCell[]) =>
  systems.map((system) => rights.filter(({ target }) => target.system === system).length);

const row = (...cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
