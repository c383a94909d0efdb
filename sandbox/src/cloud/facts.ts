import { awsKinds } from "./facts/aws";
import { githubKinds } from "./facts/github";
import { keycloakKinds } from "./facts/keycloak";
import { customResourceFacts, kubernetesKinds } from "./facts/kubernetes";
import type { HandFacts, KindFacts } from "./facts/kind-facts";
import awsReplace from "./facts/replace/aws.json";
import githubReplace from "./facts/replace/github.json";
import keycloakReplace from "./facts/replace/keycloak.json";
import kubernetesReplace from "./facts/replace/kubernetes.json";
import vaultReplace from "./facts/replace/vault.json";
import { vaultKinds } from "./facts/vault";

interface ReplaceSets {
  readonly source: string;
  readonly kinds: Readonly<
    Record<string, { readonly replaceOn: readonly string[]; readonly required?: readonly string[] }>
  >;
}

const tables: readonly [Readonly<Record<string, HandFacts>>, ReplaceSets][] = [
  [awsKinds, awsReplace],
  [keycloakKinds, keycloakReplace],
  [githubKinds, githubReplace],
  [kubernetesKinds, kubernetesReplace],
  [vaultKinds, vaultReplace],
];

const kinds: Readonly<Record<string, KindFacts>> = {
  ...Object.fromEntries(tables.flatMap(([hand, replace]) => joined(hand, replace))),
};

/** Facts of a kind, or nothing: then its SDK alone judges it, or the plugin refuses it by name. */
export function factsFor(token: string): KindFacts | undefined {
  return Object.hasOwn(kinds, token) ? kinds[token] : customResourceFacts(token);
}

/** Every kind with facts. */
export const knownTokens: readonly string[] = Object.keys(kinds);

function joined(
  hand: Readonly<Record<string, HandFacts>>,
  { source, kinds: sets }: ReplaceSets,
): [string, KindFacts][] {
  return Object.entries(hand).map(([token, facts]) => {
    const set = sets[token];
    if (set === undefined) {
      throw new Error(`no replace set for ${token}`);
    }
    return [token, { ...facts, ...set, source }];
  });
}
