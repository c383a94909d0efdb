import * as pulumi from "@pulumi/pulumi";

import { installChart, platformNamespace } from "../lib/charts";
import { typeToken } from "../lib/component";

/** Arguments of {@link Admission}: none yet. */
export type AdmissionArgs = Readonly<Record<string, never>>;

/** Sigstore's policy-controller: in namespaces that opt in, an image that no policy admits is refused. */
export class Admission extends pulumi.ComponentResource {
  public static readonly type = typeToken("provenance", "Admission");

  public constructor(
    name: string,
    args: AdmissionArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(Admission.type, name, args, opts);
    const namespace = platformNamespace(`${name}-system`, "cosign-system", { parent: this });
    installChart(
      name,
      "admission",
      {
        namespace,
        values: {
          webhook: {
            replicaCount: 2,
            podDisruptionBudget: { enabled: true, minAvailable: 1 },
            configData: { "no-match-policy": "deny" },
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
