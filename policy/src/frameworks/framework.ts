/** A published list of controls that rules answer. */
export interface Framework {
  /** What a reference to it begins with, such as `FSBP` in `FSBP EKS.1`. */
  readonly key: string;
  readonly title: string;
  /** Where its controls are listed. */
  readonly source: string;
  /** What the list here holds, where that is not all of it. */
  readonly extent?: string;
  /** Whether a rule may answer it as a whole, by its key alone. */
  readonly asOne?: true;
  /** Titles in our own words, by the framework's ids. */
  readonly controls: Readonly<Record<string, string>>;
  /** Ids that nothing in a stack decides, and why. */
  readonly beyond?: Readonly<Record<string, string>>;
}
