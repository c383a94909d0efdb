/** Ends this process when the process that started it is gone, however it ended. */
export function exitWithParent(before: () => void = () => undefined): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      before();
      process.exit(0);
    }
  }, 500).unref();
}
