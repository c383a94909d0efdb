import type { AccessLevel } from "../../../components/identity/access-levels";
import type { Organization } from "../../declarations/model";
import {
  ciRole,
  delegationRole,
  homePreviewRole,
  hubRole,
  platformRepository,
  previewApprovals,
  previewRole,
  stateRole,
} from "../hosts";
import { type DerivedName, named, type NameOwner } from "./model";

const breakGlass = "groundwork-break-glass";
const levels = ["administrator", "developer", "viewer"] as const satisfies readonly AccessLevel[];

/** Names that the platform has whatever is declared; who else leads to one would take it over. */
export function platformNames(organization: Organization): DerivedName[] {
  const { accounts, home, identity, secrets } = organization;
  const own: NameOwner = { owner: "the platform", parts: [] };
  const server = (path: string, url: string) =>
    named({ owner: path, parts: [] }, "zone", new URL(url).hostname);
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
    ...(identity.mode === "existing" ? [] : [server("identity.url", identity.url)]),
    server("secrets.url", secrets.url),
  ];
}

/** Names that follow from the accounts. */
export function accountNames(organization: Organization): DerivedName[] {
  const { accounts, accountAccess, connectivity, home, name: company } = organization;
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
      ...(accountAccess === undefined || accountAccess.mode === "existing"
        ? []
        : levels.map((level) => named(from, "permissionSet", `${account}-${level}`))),
    ];
  });
}
