import type { Place } from "../../cloud/ground";
import type { OfflineCloud } from "../../cloud/provider";
import type { LiveDescription } from "../description";
import { type LivePlace, PassThrough } from "./pass-through";

/** The parts of an adapter: the servers, and the place from the provider's settings. */
export interface Connection {
  readonly description: LiveDescription;
  readonly place: Place;
  /** Aborts running calls. */
  readonly signal: AbortSignal;
}

type Adapter = (connection: Connection) => Promise<LivePlace | undefined>;

/** By package; each is loaded when it is first needed. */
const adapters: Readonly<Record<string, Adapter>> = {
  aws: async ({ description, signal }) => {
    const { awsPlace } = await import("./aws/index.js");
    return awsPlace(description, signal);
  },
  kubernetes: async ({ description, place, signal }) => {
    const { kubernetesPlace } = await import("./kubernetes/index.js");
    return kubernetesPlace(description, place.account, signal);
  },
  keycloak: async ({ description, place }) => {
    if (place.account !== description.keycloak.declared) {
      return undefined;
    }
    const { keycloakKinds } = await import("./keycloak/index.js");
    return { label: "keycloak", kinds: keycloakKinds(description) };
  },
  vault: async ({ description, place }) => {
    if (place.account !== description.secrets.declared) {
      return undefined;
    }
    const { secretServerKinds } = await import("./openbao/index.js");
    return { label: "openbao", kinds: secretServerKinds(description) };
  },
};

/** The real servers behind a provider's place; nothing if the offline cloud has every kind. */
export async function livePlace(
  pkg: string,
  connection: Connection,
): Promise<LivePlace | undefined> {
  return adapters[pkg]?.(connection);
}

/** Passes a provider's calls on to the real servers of a description. */
export function passThrough(
  pkg: string,
  description: LiveDescription,
  cloud: OfflineCloud,
  signal: AbortSignal,
): PassThrough {
  let made: { readonly place: Place; readonly live: Promise<LivePlace | undefined> } | undefined;
  const place = () => {
    if (made?.place !== cloud.place) {
      const connection = { description, place: cloud.place, signal };
      made = { place: cloud.place, live: livePlace(pkg, connection) };
    }
    return made.live;
  };
  return new PassThrough(cloud, place, signal);
}
