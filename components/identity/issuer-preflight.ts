import {
  checkIssuer,
  discoveryAddress,
  type IssuerCoordinates,
  type IssuerFindings,
} from "./issuer";

/** Milliseconds that an issuer has to answer. */
const patience = 10_000;

/** Asks an issuer for its discovery document and checks it. A failure on the way is a problem. */
export async function preflightIssuer(
  coordinates: IssuerCoordinates,
  ask: typeof fetch = fetch,
): Promise<IssuerFindings> {
  const address = discoveryAddress(coordinates.issuer);
  const failed = (want: string, got: unknown): IssuerFindings => ({
    problems: [{ path: address, want, got }],
    doubts: [],
  });
  if (!address.startsWith("https://")) {
    return failed("an https address", coordinates.issuer);
  }
  try {
    // A redirect could lead to another host's document.
    const answer = await ask(address, {
      redirect: "error",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) {
      return failed("status 200", answer.status);
    }
    return checkIssuer(await answer.json(), coordinates);
  } catch (error) {
    return failed("a discovery document", reason(error));
  }
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : String(error);
}
