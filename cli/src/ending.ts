let ending = false;

/**
 * Ends this process once the reader has taken all its output: a pipe takes 64 KiB at a time, and an
 * exit drops the rest. A failure that came before stays one.
 */
export function endWhenPrinted(code: number): void {
  process.exitCode = Number(process.exitCode ?? 0) || code;
  if (ending) {
    return;
  }
  ending = true;
  const taken = [process.stdout, process.stderr].map(
    (stream) =>
      new Promise((resolve) => {
        stream.once("error", resolve);
        stream.write("", resolve);
      }),
  );
  void Promise.all(taken).then(() => process.exit());
}

/**
 * A reader that stops early, such as `head`, is no failure; the rest of the output is dropped. Output that
 * can't be written, as on a full disk, fails once for each stream.
 */
export function endWithReader(): void {
  for (const [name, stream] of [
    ["standard output", process.stdout],
    ["standard error", process.stderr],
  ] as const) {
    let isTold = false;
    stream.on("error", ({ code = "an error" }: NodeJS.ErrnoException) => {
      if (code !== "EPIPE" && !isTold) {
        isTold = true;
        const why = code === "ENOSPC" ? "no space left, ENOSPC" : code;
        throw new Error(`${name}: want to write to it, got ${why}; send it to another place`);
      }
    });
  }
}
