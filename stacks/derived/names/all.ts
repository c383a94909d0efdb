import type { Organization } from "../../declarations/model";
import { environmentNames } from "./environment-names";
import type { DerivedName } from "./model";
import { accountNames, platformNames } from "./platform-names";
import { teamNames } from "./team-names";

/** Every name that the declarations lead to, those of the platform first. */
export const derivedNames = (organization: Organization): DerivedName[] => [
  ...platformNames(organization),
  ...accountNames(organization),
  ...environmentNames(organization),
  ...teamNames(organization),
];
