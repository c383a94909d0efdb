let ending = false;

/**
 * Ends this process once the reader has taken all its output: a pipe takes 64 KiB at a time, and an
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

/** A reader that stops early, such as `head`, is no failure; the rest of the output is dropped. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        throw error;
      }
    });
  }
}
