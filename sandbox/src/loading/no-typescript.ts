/** What the SDK asks of TypeScript and of ts-node before it runs a policy pack, for one that needs neither. */
export const version = "5.0.0";

export function register(): void {
  // Nothing is left to compile.
}
