import type { AccessLevel } from "../../../components/identity/access-levels";
import type { Organization } from "../../declarations/model";
import { personaGroup, personas } from "../../../components/team/personas";
import {
  ciRole,
  delegationRole,
  homePreviewRole,
  hubRole,
  platformGroup,
  platformRepository,
  previewApprovals,
  previewRole,
  stateRole,
} from "../hosts";
import { type DerivedName, named, type NameOwner } from "./model";

/** Whether the platform fills IAM Identity Center with groups and permission sets. */
export const hasOwnCenter = ({ accountAccess }: Organization): boolean =>
  accountAccess !== undefined && accountAccess.mode !== "existing";

const breakGlass = "groundwork-break-glass";
const levels = ["administrator", "developer", "viewer"] as const satisfies readonly AccessLevel[];

/** Names that the platform has whatever is declared; who else leads to one would take it over. */
export function platformNames(organization: Organization): DerivedName[] {
  const { accounts, domain, home, secrets } = organization;
  const own: NameOwner = { owner: "the platform", parts: [] };
  const homeId = accounts[home.account];
  return [
    ...Object.values(accounts).flatMap((id) => [
      ...[ciRole, previewRole, breakGlass].map((role) => named(own, "role", role, id)),
      named(own, "keyAlias", "alias/groundwork", id),
    ]),
    ...(homeId === undefined
      ? []
      : [stateRole, delegationRole, homePreviewRole].map((role) =>
          named(own, "role", role, homeId),
        )),
    ...[...previewApprovals, "break-glass"].map((name) => named(own, "approval", name)),
    ...[ciRole, previewRole].map((role) => named(own, "pipelineRole", role)),
    ...["platform-ci", "platform-preview"].map((name) => named(own, "secretPolicy", name)),
    named(own, "secretMount", "platform"),
    ...["oidc", "github"].map((name) => named(own, "secretLogin", name)),
    named(own, "sourceRepository", platformRepository(organization).split("/").at(-1) ?? ""),
    ...realmNames(organization),
    server("secrets.url", secrets.url),
    ...(hasOwnCenter(organization) ? [named(own, "accessGroup", platformGroup)] : []),
    named(
      {
        owner: "the platform",
        parts: [{ file: "organization.yaml", path: "domain", value: domain }],
      },
      "zone",
      domain,
    ),
  ];
}

const server = (path: string, url: string) =>
  named({ owner: path, parts: [] }, "zone", new URL(url).hostname);

/** Executions of the realm's logins that ask for a role. */
const conditions = [
  "broker-administrators-role",
  "browser-forms-administrators-role",
  "browser-forms-others-role",
];

/** Names of the realm that the platform makes. */
function realmNames({ identity, teams }: Organization): DerivedName[] {
  if (identity.mode === "existing") {
    return [];
  }
  const { company, people = {}, realm, url } = identity;
  const file = "organization.yaml";
  const ofRealm = {
    owner: "the platform",
    parts: [{ file, path: "identity.realm", value: realm }],
  };
  return [
    server("identity.url", url),
    named(ofRealm, "realm", realm),
    ...conditions.map((condition) =>
      named(ofRealm, "loginCondition", `${realm}-administrators-${condition}`),
    ),
    ...Object.keys(people).map((user) => {
      const path = `identity.people.${user}`;
      return named({ owner: path, parts: [{ file, path, value: user }] }, "user", user);
    }),
    ...(company === undefined
      ? []
      : Object.keys(teams).flatMap((team) => {
          const parts = [{ file: `teams/${team}.yaml`, path: "(name)", value: team }];
          return personas.map((persona) =>
            named(
              { owner: `team ${team}`, parts },
              "groupMapping",
              `group-${personaGroup(team, persona)}`,
            ),
          );
        })),
  ];
}

/** Names that follow from the accounts. */
export function accountNames(organization: Organization): DerivedName[] {
  const { accounts, connectivity, home, name: company } = organization;
  const file = "organization.yaml";
  const homeId = accounts[home.account] ?? "";
  const byCompany = [{ file, path: "name", value: company }];
  return Object.entries(accounts).flatMap(([account, id]) => {
    const owner = `account ${account}`;
    const from = { owner, parts: [{ file, path: `accounts.${account}`, value: account }] };
    return [
      ...["state", "logs"].map((use) =>
        named({ owner, parts: byCompany }, "bucket", `${company}-groundwork-${use}-${id}`, account),
      ),
      named(from, "approval", account),
      ...(connectivity?.by === "transit-gateway"
        ? [named(from, "role", hubRole(account), homeId)]
        : []),
      ...(hasOwnCenter(organization)
        ? levels.map((level) => named(from, "permissionSet", `${account}-${level}`))
        : []),
    ];
  });
}
