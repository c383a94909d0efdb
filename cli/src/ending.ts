let ending = false;

/**
 * Ends this process once all that it printed has been taken: a pipe takes 64 KiB at a time, and an
 * exit drops the rest.
 */
export function endWhenPrinted(code: number): void {
  process.exitCode = code;
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

/** A reader that goes before the end, such as `head`, is no failure; what is left goes nowhere. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        throw error;
      }
    });
  }
}
