import { exitCodeOf, exitCodes, messageOf } from "../../failures";
import type { Verdict } from "./verdict";

/** Exit codes of the gate. */
export const gateCodes = { open: 0, closed: 1, unjudged: 2 } as const;

/** The gate is closed or could not judge, as `exitCode` says. */
export class GateError extends Error {
  public constructor(
    message: string,
    public readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "GateError";
  }
}

/** Throws unless every verdict is `open` or `waits`. */
export function requireOpen(verdicts: readonly Verdict[]): void {
  const named = (state: Verdict["state"]) =>
    verdicts.filter((verdict) => verdict.state === state).map(({ name }) => name);
  const [failed, unjudged] = [named("failed"), named("unjudged")];
  const parts = [
    ...(failed.length === 0 ? [] : [`the gate is closed for ${failed.join(", ")}`]),
    ...(unjudged.length === 0 ? [] : [`the gate could not judge ${unjudged.join(", ")}`]),
  ];
  if (parts.length > 0) {
    throw new GateError(
      parts.join("; "),
      failed.length > 0 ? gateCodes.closed : gateCodes.unjudged,
    );
  }
}

/** Runs the work of judging; if it fails, the gate could not judge. */
export async function judged(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (
      error instanceof Error &&
      (error instanceof GateError || exitCodeOf(error) === exitCodes.prerequisite)
    ) {
      throw error;
    }
    throw new GateError(messageOf(error), gateCodes.unjudged, { cause: error });
  }
}
