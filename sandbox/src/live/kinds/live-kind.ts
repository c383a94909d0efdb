import type { Bag } from "../../cloud/store";

/** A resource in its form on a real server. */
export interface LiveResource {
  readonly id: string;
  /** The declared inputs with the server's current values: a difference is drift. */
  readonly inputs: Bag;
  /** Outputs, inputs among them. */
  readonly state: Bag;
}

/** Operations of a real server on the resources of one kind. Inputs are plain; the caller marks secrets. */
export interface LiveKind {
  /** @param inputs Checked, with the provider's own names filled in. */
  create(inputs: Bag): Promise<LiveResource>;
  /** @param inputs The inputs of the last update, whose paths are compared. @returns nothing if it is gone. */
  read(id: string, inputs: Bag): Promise<LiveResource | undefined>;
  update(id: string, inputs: Bag, before: Bag): Promise<LiveResource>;
  /** A resource that is already gone is no error. */
  delete(id: string, inputs: Bag): Promise<void>;
}

/** A refusal by the real server, in its own words. */
export class LiveRefusal extends Error {
  public constructor(
    /** HTTP status, such as 403. */
    public readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "LiveRefusal";
  }
}

/** The real server gave no answer. */
export class LiveSilence extends Error {
  public constructor(
    message: string,
    /** True if the call has certainly not reached the server. */
    public readonly unsent: boolean,
  ) {
    super(message);
    this.name = "LiveSilence";
  }
}
