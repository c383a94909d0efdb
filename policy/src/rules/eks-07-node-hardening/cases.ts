import type { Example } from "../example";
import { nodeGroup } from "./rule";

const metadata = { httpTokens: "required", httpPutResponseHopLimit: 1 };
const disk = { deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted: "true" } };
const plainDisk = { deviceName: "/dev/xvdb", ebs: { volumeSize: 50 } };
const template = (metadataOptions?: object, blockDeviceMappings: unknown = [disk]) => ({
  props: { metadataOptions, blockDeviceMappings },
});
const nodes = (amiType?: string, launchTemplate: object | undefined = { id: "lt-1" }) => ({
  type: nodeGroup,
  props: { amiType, launchTemplate },
});

export const good: readonly Example[] = [
  template(metadata),
  template({ ...metadata, httpEndpoint: "enabled", httpPutResponseHopLimit: "1" }),
  template({ httpEndpoint: "disabled" }),
  template(metadata, [{ ...disk, ebs: { encrypted: true } }]),
  template(metadata, disk),
  template(metadata, [disk, { deviceName: "/dev/sdb", virtualName: "ephemeral0" }]),
  nodes("BOTTLEROCKET_ARM_64"),
  nodes("BOTTLEROCKET_x86_64_FIPS", { name: "nodes", version: "3" }),
];

export const bad: readonly Example[] = [
  { props: {} },
  { ...template(), says: "httpTokens: want required, given optional" },
  { ...template({ ...metadata, httpTokens: "optional" }), says: "given optional" },
  template({ httpPutResponseHopLimit: 1 }),
  { ...template({ httpTokens: "required" }), says: "HopLimit: want 1, given 2" },
  template({ ...metadata, httpPutResponseHopLimit: 2 }),
  template({ httpEndpoint: "enabled" }),
  template({ ...metadata, httpTokens: "optional", httpEndpoint: "enabled" }),
  template(metadata, []),
  template(metadata, [plainDisk]),
  template(metadata, [disk, plainDisk]),
  template(metadata, [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }]),
  template(metadata, [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }]),
  template({ httpEndpoint: "disabled" }, [plainDisk]),
  nodes("AL2023_x86_64_STANDARD"),
  nodes("CUSTOM_BOTTLEROCKET_"),
  nodes(),
  { type: nodeGroup, props: { amiType: "BOTTLEROCKET_ARM_64" } },
];
