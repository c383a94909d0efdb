import { Command } from "commander";

/** A line that someone could type, and its effect. */
export interface Example {
  readonly line: string;
  readonly effect: string;
}

/** A command that knows its examples and exit codes, for its help and for `docs/cli.md`. */
export class DocumentedCommand extends Command {
  public readonly examples: Example[] = [];
  /** The meaning of each exit code; empty if they are those of `groundwork` itself. */
  public exitCodes: readonly string[] = [];

  public constructor(name?: string) {
    super(name);
    this.addHelpText("after", () =>
      [
        ...this.examples.map(({ line, effect }) => `\nExample, ${effect}:\n  ${line}`),
        ...(this.exitCodes.length === 0 ? [] : [`\nExit codes: ${this.exitCodes.join(", ")}.`]),
      ].join("\n"),
    );
  }

  public override createCommand(name?: string): DocumentedCommand {
    return new DocumentedCommand(name);
  }

  /** Adds an example to the help. */
  public example(line: string, effect: string): this {
    this.examples.push({ line, effect });
    return this;
  }

  /** Sets the meaning of each exit code, such as `0 done`. */
  public exits(...exitCodes: readonly string[]): this {
    this.exitCodes = exitCodes;
    return this;
  }
}

/** Adds a command to another; `root` is the folder of the project that it works on. */
export type Register = (parent: DocumentedCommand, root: string) => void;

/** Commands that share a first word. */
export function group(name: string, description: string, members: readonly Register[]): Register {
  return (parent, root) => {
    const own = parent.command(name).description(description);
    members.forEach((register) => {
      register(own, root);
    });
  };
}
