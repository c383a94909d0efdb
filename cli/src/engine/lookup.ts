import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import type { Held } from "./checkpoint";
import type { Place } from "./place";

/** A question to a provider: one of its data sources. */
export interface Question {
  /** Such as `aws:s3/getObjects:getObjects`. */
  readonly token: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The provider's URN and id, as a resource of the state names it. */
  readonly provider: string;
}

type Answer = Readonly<Record<string, unknown>>;

/**
 * Asks the providers of a stack, with the settings and plugins of its state, by a preview that
 * registers nothing else: official providers answer as the offline cloud does.
 * @param resources All of the stack's state, secrets in the clear.
 * @returns the answers, in the order of the questions.
 * @throws Error with the engine's reason when a provider can't answer.
 */
export async function askProviders(
  { workspace }: Pick<Place, "workspace">,
  resources: readonly Held[],
  questions: readonly Question[],
): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-look-"));
  const answers: Answer[] = [];
  const program = async () => {
    const providers = new Map<string, pulumi.ProviderResource>();
    for (const [index, { token, args, provider }] of questions.entries()) {
      const urn = provider.slice(0, provider.lastIndexOf("::"));
      const made = providers.get(urn) ?? providerOf(resources, urn, `look-${providers.size}`);
      providers.set(urn, made);
      const answer: unknown = await pulumi.runtime.invoke(token, args, { provider: made });
      answers[index] = answer as Answer;
    }
  };
  try {
    const { pulumiHome, pulumiCommand, envVars } = workspace;
    const own = { PULUMI_BACKEND_URL: `file://${folder}` };
    const secret = { PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex") };
    const looking = await pulumi.automation.LocalWorkspace.create({
      program,
      projectSettings: { name: "look", runtime: "nodejs" },
      pulumiCommand,
      envVars: { ...envVars, ...own, ...secret },
      ...(pulumiHome === undefined ? {} : { pulumiHome }),
    });
    const look = await pulumi.automation.Stack.create("look", looking);
    await look.preview();
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function providerOf(
  resources: readonly Held[],
  urn: string,
  name: string,
): pulumi.ProviderResource {
  const found = resources.find((resource) => resource.urn === urn);
  const pkg = (found?.type ?? urn.split("::")[2] ?? "").split(":").at(-1) ?? "";
  const { version, ...settings } = plaintextOf(found?.inputs ?? {}) as Answer;
  const options = typeof version === "string" ? { version } : {};
  return new AnyProvider(pkg, name, settings, options);
}

/** A provider of any package. */
class AnyProvider extends pulumi.ProviderResource {}

/** Values of a checkpoint whose secrets are exported in the clear; each is JSON of its own. */
function plaintextOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plaintextOf);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return "plaintext" in value && typeof value.plaintext === "string"
    ? pulumi.secret(plaintextOf(JSON.parse(value.plaintext)))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "__internal")
          .map(([key, inner]) => [key, plaintextOf(inner)]),
      );
}
