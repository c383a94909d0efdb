/** How a command ended, and what it printed. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit codes of errors that carry none, by the name of their class; 1 for all others. */
const codes: Readonly<Record<string, number>> = {
  PrerequisiteError: 3,
  UnknownKeyError: 2,
};

/**
 * Runs what a command runs, in this process and an environment of its own, and ends as the command
 * would. For tests whose subject is not the process: a start of the command costs a CPU second.
 */
export async function inProcess(
  environment: NodeJS.ProcessEnv,
  work: () => unknown,
): Promise<Ended> {
  const printed = { log: "", error: "" };
  const original = { log: console.log, error: console.error };
  const before = { ...process.env };
  const listeners = signals.map((signal) => [signal, process.listeners(signal)] as const);
  let status = 0;
  Object.assign(console, {
    log: (...words: unknown[]) => (printed.log += `${words.join(" ")}\n`),
    error: (...words: unknown[]) => (printed.error += `${words.join(" ")}\n`),
  });
  become(environment);
  try {
    await work();
  } catch (error) {
    const { message, constructor, exitCode } = error as Error & { readonly exitCode?: number };
    printed.error += `groundwork: ${message}\n`;
    status = exitCode ?? codes[constructor.name] ?? 1;
  } finally {
    become(before);
    Object.assign(console, original);
    for (const [signal, kept] of listeners) {
      const added = process.listeners(signal).filter((listener) => !kept.includes(listener));
      added.forEach((listener) => process.removeListener(signal, listener));
    }
  }
  return { status, stdout: printed.log, stderr: printed.error };
}

/** A command listens for these; what runs here must not keep this process from ending. */
const signals = ["SIGINT", "SIGTERM"] as const;

function become(environment: NodeJS.ProcessEnv): void {
  for (const key of new Set([...Object.keys(process.env), ...Object.keys(environment)])) {
    const value = environment[key];
    if (value === undefined) {
      Reflect.deleteProperty(process.env, key);
    } else {
      process.env[key] = value;
    }
  }
}
