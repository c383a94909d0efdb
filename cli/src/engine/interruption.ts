import { setMaxListeners } from "node:events";

/**
 * Someone asks this process to stop: Ctrl-C, or a signal from CI. The engine then finishes the
 * operations in flight and writes its state; asked once more, it ends at once.
 */
export class Interruption {
  /** Fires once per request; every operation of the engine takes it. */
  public readonly signal = new AbortController().signal;
  private asked = false;

  public constructor(private readonly say: (line: string) => void) {
    setMaxListeners(0, this.signal);
    // A terminal's Ctrl-C reaches the engine too.
    process.on("SIGINT", () => {
      this.ask(!process.stdin.isTTY);
    });
    process.on("SIGTERM", () => {
      this.ask(true);
    });
  }

  /** @throws Error once someone has asked, so that no new operation starts. */
  public check(): void {
    if (this.asked) {
      throw new Error("interrupted; finished work stays done, and the next run goes on from there");
    }
  }

  private ask(tellEngine: boolean): void {
    if (!this.asked) {
      this.say(
        "stopping: the engine finishes running operations first; ask again to end it at once",
      );
    }
    this.asked = true;
    if (tellEngine) {
      this.signal.dispatchEvent(new Event("abort"));
    }
  }
}
