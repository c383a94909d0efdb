/** Why there is no plan, one problem a line. */
export class AddressPlanError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(["the address plan has problems:", ...problems.map((p) => `  - ${p}`)].join("\n"));
    this.name = "AddressPlanError";
  }
}
