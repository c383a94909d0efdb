/** A call of the offline cloud that goes wrong on purpose. */
export interface Fault {
  /** Kind, such as `aws:ec2/subnet:Subnet`. */
  readonly token: string;
  readonly op: Operation;
  /**
   * `fail`: refused before anything happens. `hang`: not answered until the engine cancels.
   * `die-after`: takes effect, then the plugin ends without an answer.
   */
  readonly mode: "fail" | "hang" | "die-after";
}

export type Operation = "create" | "read" | "update" | "delete";

const operations: readonly string[] = ["create", "read", "update", "delete"];
const modes: readonly string[] = ["fail", "hang", "die-after"];

/**
 * Reads faults as `token=op:mode`, several with commas between:
 * `aws:ec2/subnet:Subnet=create:fail,aws:ec2/vpc:Vpc=delete:hang`.
 * @throws Error that names the one it can't read.
 */
export function parseFaults(text: string): Fault[] {
  return text
    .split(",")
    .filter((item) => item !== "")
    .map((item) => {
      const [token = "", call = ""] = item.split("=");
      const [op = "", mode = ""] = call.split(":");
      if (token === "" || !operations.includes(op) || !modes.includes(mode)) {
        throw new Error(
          `fault "${item}": want KIND=OPERATION:MODE with ${operations.join(" | ")} and ${modes.join(" | ")}`,
        );
      }
      return { token, op: op as Operation, mode: mode as Fault["mode"] };
    });
}
