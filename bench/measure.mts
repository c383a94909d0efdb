import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { dirname } from "node:path";

/** One run of what is measured, as a number. */
export type Measure = () => number;

export const root = dirname(import.meta.dirname);

interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command prints. */
export function output(command: string, args: readonly string[], { cwd, env }: Where = {}): string {
  const options = { cwd: cwd ?? root, env: { ...process.env, ...env }, stdio: "pipe" } as const;
  return execFileSync(command, args, { ...options, encoding: "utf8" });
}

/** What Node prints for a file of the bench. */
export const printed = (file: string, ...args: string[]): string =>
  output(process.execPath, [`${import.meta.dirname}/${file}`, ...args]);

/** Seconds of CPU of a command and all that it starts and waits for. */
export function cpuOf(command: string, args: readonly string[], where: Where = {}): number {
  // The shell's `times` has its children's user and system time in the last line.
  const script = '"$@" >/dev/null && times';
  const [last = ""] = output("sh", ["-c", script, "sh", command, ...args], where)
    .trim()
    .split("\n")
    .slice(-1);
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

export class Bench {
  private readonly runs: number;

  public constructor(runs: number) {
    this.runs = runs;
  }

  /** Prints a heading with the machine's load, which all figures below it suffer from. */
  public subject(name: string): void {
    console.log(`\n${name}, load ${loadavg()[0]?.toFixed(1) ?? ""}`);
  }

  /** Prints a figure in seconds of CPU: the median, and the spread. */
  public seconds(name: string, goal: number | undefined, measure: Measure): void {
    const taken = Array.from({ length: this.runs }, measure);
    this.line(name, `${spread(taken)} s CPU`, goal);
  }

  /** Prints the ratio of two things that are measured in turn, once each before to warm up. */
  public ratio(name: string, goal: number | undefined, one: Measure, other: Measure): void {
    one();
    other();
    const pairs = Array.from({ length: this.runs }, () => [one(), other()] as const);
    const of = (list: number[]) => median(list).toPrecision(3);
    const both = `${of(pairs.map(([x]) => x))} to ${of(pairs.map(([, y]) => y))}`;
    this.line(name, `ratio ${spread(pairs.map(([x, y]) => x / y))}, ${both}`, goal);
  }

  private line(name: string, figure: string, goal: number | undefined): void {
    const wanted = goal === undefined ? "" : `, goal ${goal.toFixed(2)}`;
    console.log(`  ${name.padEnd(34)} ${figure}${wanted}`);
  }
}

function median(list: readonly number[]): number {
  return [...list].sort((x, y) => x - y)[Math.floor(list.length / 2)] ?? 0;
}

function spread(list: readonly number[]): string {
  const of = (value: number) => value.toFixed(2);
  return `${of(median(list))} (${of(Math.min(...list))} to ${of(Math.max(...list))})`;
}
