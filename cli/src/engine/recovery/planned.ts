import type { Place } from "../place";
import type { Recorded } from "./pending";

type Planned = Recorded & { readonly custom?: boolean };

interface PreviewStep {
  readonly op: string;
  readonly newState?: Planned;
}

/** Id of a provider that is not up yet; https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/go/common/resource/plugin/rpc.go */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The resources and components that the program would make next, as the engine notes them, secrets
 * masked: the next run writes them again. Without those whose provider is not there yet.
 */
export async function plannedIn(
  { pulumi }: Pick<Place, "pulumi">,
  stack: string,
): Promise<readonly Recorded[]> {
  const text = await pulumi("preview", "--json", "--stack", stack);
  const { steps = [] } = JSON.parse(text) as { readonly steps?: readonly PreviewStep[] };
  return steps.flatMap(({ op, newState }) =>
    op === "create" && newState !== undefined && isProvided(newState) ? [newState] : [],
  );
}

const isProvided = ({ custom, type, provider = "" }: Planned) =>
  custom !== true
    ? true
    : !type.startsWith("pulumi:") && provider !== "" && !provider.endsWith(unknown);
