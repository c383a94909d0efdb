import type { Bag } from "../../cloud/store";

/** A resource as a real server has it. */
export interface LiveResource {
  readonly id: string;
  /** The declared inputs with the values that the server has now: what differs is drift. */
  readonly inputs: Bag;
  /** Outputs, inputs among them. */
  readonly state: Bag;
}

/** What a real server does with the resources of one kind. Inputs are plain; secrets are the caller's. */
export interface LiveKind {
  /** @param inputs Checked, with the provider's own names filled in. */
  create(inputs: Bag): Promise<LiveResource>;
  /** @param inputs The inputs of the last update, whose paths are compared. @returns nothing when it is gone. */
  read(id: string, inputs: Bag): Promise<LiveResource | undefined>;
  update(id: string, inputs: Bag, before: Bag): Promise<LiveResource>;
  /** What is gone already is no error. */
  delete(id: string, inputs: Bag): Promise<void>;
}

/** The real server answered, and refused; in its own words. */
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
    /** The call has surely not reached it. */
    public readonly unsent: boolean,
  ) {
    super(message);
    this.name = "LiveSilence";
  }
}
