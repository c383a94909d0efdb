import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";

/** Arguments of {@link RegistryScanning}: none yet. */
export type RegistryScanningArgs = Readonly<Record<string, never>>;

/** Has the registry scan every image when it is pushed. One a registry. */
export class RegistryScanning extends pulumi.ComponentResource {
  public static readonly type = typeToken("provenance", "RegistryScanning");

  public constructor(
    name: string,
    args: RegistryScanningArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(RegistryScanning.type, name, args, opts);
    new aws.ecr.RegistryScanningConfiguration(
      name,
      {
        scanType: "BASIC",
        rules: [
          {
            scanFrequency: "SCAN_ON_PUSH",
            repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
          },
        ],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
