/** Stands in for TypeScript and ts-node, which the SDK loads before it runs a policy pack that needs neither. */
export const version = "5.0.0";

export function register(): void {
  // A compiled pack needs no compiler.
}
