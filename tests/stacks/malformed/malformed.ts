/** One fault put into a file of the reference organisation, and the one message that it makes. */
export type Malformed = readonly [
  fault: string,
  file: string,
  from: string | RegExp,
  to: string,
  /** The message behind the file's name. */
  message: string,
  /** The file that is named, if it is another. */
  named?: string,
];
