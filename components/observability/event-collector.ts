import * as pulumi from "@pulumi/pulumi";

import { installChart } from "../lib/charts";
import { typeToken } from "../lib/component";

/** Arguments of {@link EventCollector}. */
export interface EventCollectorArgs {
  /** Namespace of the observability tools. */
  readonly namespace: pulumi.Input<string>;
}

/** Sends every pod's logs and every Kubernetes event to Loki; the tenant is the pod's namespace. */
export class EventCollector extends pulumi.ComponentResource {
  public static readonly type = typeToken("observability", "EventCollector");

  public constructor(
    name: string,
    args: EventCollectorArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(EventCollector.type, name, args, opts);
    installChart(
      name,
      "collector",
      { namespace: args.namespace, values: { alloy: { configMap: { content: pipeline } } } },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/ */
const pipeline = `
discovery.kubernetes "pods" {
  role = "pod"
}

loki.source.kubernetes "pods" {
  targets    = discovery.kubernetes.pods.targets
  forward_to = [loki.process.tenant.receiver]
}

loki.source.kubernetes_events "events" {
  forward_to = [loki.process.tenant.receiver]
}

loki.process "tenant" {
  forward_to = [loki.write.store.receiver]
  stage.tenant {
    label = "namespace"
  }
}

loki.write "store" {
  endpoint {
    url = "http://loki-gateway.observability.svc/loki/api/v1/push"
  }
}
`;
