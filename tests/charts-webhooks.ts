import { chartFacts } from "../sandbox/src/cloud/facts/charts";

/** A webhook configuration that one of the platform's charts installs. */
export interface ChartWebhooks {
  readonly chart: string;
  readonly kind: string;
  readonly name: string;
  /** As a server takes them: each asks a Service of the release's namespace. */
  readonly webhooks: readonly Readonly<Record<string, unknown>>[];
}

/** Every webhook configuration of the charts' facts. */
export function chartWebhooks(): ChartWebhooks[] {
  return chartFacts.flatMap(({ chart, rendered }) =>
    rendered.flatMap(({ namespace, webhooks = [] }) =>
      webhooks.map(({ kind, name, hooks }) => ({
        chart,
        kind,
        name,
        webhooks: hooks.map((hook) => ({
          admissionReviewVersions: ["v1"],
          clientConfig: { service: { namespace, name: chart } },
          ...hook,
          // The facts say only whether there is one.
          caBundle: undefined,
        })),
      })),
    ),
  );
}
