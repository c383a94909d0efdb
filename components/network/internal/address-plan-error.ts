/** Every problem that stands against an address plan, one per line. */
export class AddressPlanError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(["the address plan has problems:", ...problems.map((p) => `  - ${p}`)].join("\n"));
    this.name = "AddressPlanError";
  }
}
