import type { Organization } from "@groundwork-iac/platform/internal/organization";

import { askProviders, type Holding, type Place } from "../engine";
import { messageOf } from "../failures";
import { dataKinds, onServers } from "./retirement-servers";

/** The data that goes with a team, a line for each place that holds some. */
export async function heldData(
  place: Place,
  organization: Organization,
  team: string,
  holdings: readonly Holding[],
): Promise<string[]> {
  const [ofImages, ofServers] = [
    await imagesIn(place, holdings),
    place.live === undefined
      ? lookedUp(organization, team, holdings)
      : await onServers(place.live, organization, spacesOf(organization, team), mountsIn(holdings)),
  ];
  return [...ofImages, ...ofServers].map((line) => `data: ${line}`);
}

/** How many images each of the team's image repositories holds, as the registry says. */
async function imagesIn(place: Place, holdings: readonly Holding[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { resources } of holdings) {
    const repositories = resources.flatMap(({ type, id, provider }) =>
      type === "aws:ecr/repository:Repository" && id !== undefined && provider !== undefined
        ? [{ id, provider }]
        : [],
    );
    if (repositories.length === 0) {
      continue;
    }
    const token = "aws:ecr/getImages:getImages";
    const questions = repositories.map(({ id, provider }) => ({
      token,
      args: { repositoryName: id },
      provider,
    }));
    try {
      const answers = await askProviders(place, resources, questions);
      repositories.forEach(({ id }, index) => {
        const images = answers[index]?.["imageIds"];
        const count = Array.isArray(images) ? images.length : 0;
        lines.push(`image repository ${id} holds ${count} images`);
      });
    } catch (error) {
      const [why = ""] = messageOf(error).split("\n");
      repositories.forEach(({ id }) => {
        const command = `aws ecr list-images --repository-name ${id}`;
        lines.push(`image repository ${id} was not asked (${why}); see it with: ${command}`);
      });
    }
  }
  return lines;
}

/** How to see what servers hold that only people can ask. */
function lookedUp(
  organization: Organization,
  team: string,
  holdings: readonly Holding[],
): string[] {
  return [
    ...spacesOf(organization, team).map(
      ({ space, environment }) =>
        `all in namespace ${space} in ${environment} goes; see it with: kubectl get ${dataKinds.join(",")} --namespace ${space}`,
    ),
    ...mountsIn(holdings).map(
      (mount) => `all secrets below ${mount} go; see them with: bao kv list -mount=${mount} /`,
    ),
  ];
}

/** The namespaces of a team in each of its environments. */
const spacesOf = ({ teams }: Organization, team: string) => {
  const own = Object.hasOwn(teams, team) ? teams[team] : undefined;
  const spaces = Object.keys(own?.namespaces ?? { [team]: {} });
  return (own?.environments ?? []).flatMap((environment) =>
    spaces.map((space) => ({ space, environment })),
  );
};

/** Paths of the team's secrets on the secret server. */
const mountsIn = (holdings: readonly Holding[]) =>
  holdings
    .flatMap(({ resources }) => resources)
    .flatMap(({ type, id }) =>
      type === "vault:index/mount:Mount" && id !== undefined ? [id] : [],
    );
