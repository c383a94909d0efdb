/** Exit codes of every command but the gate, which has meanings of its own for some. */
export const exitCodes = { done: 0, failed: 1, usage: 2, prerequisite: 3 } as const;

/** Something that the command needs is missing on this machine or in this project. */
export class PrerequisiteError extends Error {
  public readonly exitCode = exitCodes.prerequisite;
}

/** What someone typed is not what the command takes. */
export class UsageError extends Error {
  public readonly exitCode = exitCodes.usage;
}

/** The command has shown its usage, on request or after a mistake, and has nothing left to do. */
export class HelpShown extends Error {
  public constructor(public readonly exitCode: number) {
    super("");
  }
}

/** The exit code of a failure: the one that it carries, if any. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) {
    return exitCodes.failed;
  }
  if ("exitCode" in error && typeof error.exitCode === "number") {
    return error.exitCode;
  }
  if (absentPackage(error) !== undefined) {
    return exitCodes.prerequisite;
  }
  return byClass[error.constructor.name] ?? exitCodes.failed;
}

/** Exit codes of errors of other packages, which may be installed more than once, by their class. */
const byClass: Readonly<Partial<Record<string, number>>> = {
  PrerequisiteError: exitCodes.prerequisite,
  UnknownKeyError: exitCodes.usage,
};

/** A failure in words for people, without a stack trace. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const absent = absentPackage(error);
  if (absent !== undefined) {
    return `${absent}: want this package installed, got none; npm install ${absent}`;
  }
  const { path, syscall, message }: NodeJS.ErrnoException = error;
  if (syscall === undefined) {
    return message;
  }
  if (path === undefined) {
    return `${message}; check that the files of the project are files, and not folders`;
  }
  const [got = message] = message.split(`, ${syscall}`);
  return `${path}: want to ${syscall} it, got ${got}; check the path, and who may read and write it`;
}

/** The optional package of ours that an import asked for and nobody has installed. */
function absentPackage(error: Error): string | undefined {
  return "code" in error && error.code === "MODULE_NOT_FOUND"
    ? /'(@groundwork-iac\/[^'/]+)['/]/.exec(error.message)?.[1]
    : undefined;
}
