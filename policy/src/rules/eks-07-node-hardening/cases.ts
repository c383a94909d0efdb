import type { Example } from "../example";
import { nodeClasses, nodeGroup } from "./rule";

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

const [nodeClass, classPatch] = nodeClasses;
const spec = (change: object) => ({
  type: nodeClass,
  props: { spec: { amiSelectorTerms: [{ alias: "bottlerocket@v1.50.0" }], ...change } },
});
const answering = (metadataOptions: object) => spec({ metadataOptions });

const nativeTemplate = (
  metadataOptions?: object,
  blockDeviceMappings: unknown = [disk],
): Example => ({
  type: "aws-native:ec2:LaunchTemplate",
  props: { launchTemplateData: { metadataOptions, blockDeviceMappings } },
});
const nativeNodes = (props: object): Example => ({ type: "aws-native:eks:Nodegroup", props });

export const good: readonly Example[] = [
  template(metadata),
  template({ ...metadata, httpEndpoint: "enabled", httpPutResponseHopLimit: "1" }),
  template({ httpEndpoint: "disabled" }),
  template(metadata, [{ ...disk, ebs: { encrypted: true } }]),
  template(metadata, disk),
  template(metadata, [disk, { deviceName: "/dev/sdb", virtualName: "ephemeral0" }]),
  nodes("BOTTLEROCKET_ARM_64"),
  spec({}),
  spec({ amiFamily: "Bottlerocket", amiSelectorTerms: [{ id: "ami-1" }] }),
  answering({ httpTokens: "required", httpPutResponseHopLimit: 1, httpEndpoint: "enabled" }),
  answering({ httpTokens: "optional", httpPutResponseHopLimit: 2, httpEndpoint: "disabled" }),
  spec({ blockDeviceMappings: [disk], associatePublicIPAddress: false }),
  { type: classPatch, props: { spec: { tags: { team: "a" } } } },
  nodes("BOTTLEROCKET_x86_64_FIPS", { name: "nodes", version: "3" }),
  nativeTemplate(metadata),
  nativeTemplate({ httpEndpoint: "disabled" }),
  nativeNodes({ amiType: "BOTTLEROCKET_ARM_64", launchTemplate: { id: "lt-1" } }),
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
  spec({ amiSelectorTerms: [{ alias: "al2023@latest" }] }),
  answering({ httpTokens: "optional" }),
  answering({ httpPutResponseHopLimit: 2 }),
  answering({ httpTokens: "optional", httpEndpoint: "enabled" }),
  spec({ amiSelectorTerms: [] }),
  spec({ amiSelectorTerms: [{ alias: "bottlerocket@v1.50.0" }, { alias: "al2023@latest" }] }),
  spec({ amiFamily: "AL2023", amiSelectorTerms: [{ id: "ami-1" }] }),
  spec({ amiFamily: "Custom", amiSelectorTerms: undefined }),
  spec({ amiFamily: "AL2023", amiSelectorTerms: undefined }),
  spec({ blockDeviceMappings: [disk, plainDisk] }),
  spec({ associatePublicIPAddress: true }),
  { type: classPatch, props: { spec: { amiFamily: "AL2023" } } },
  nodes("AL2023_x86_64_STANDARD"),
  nodes("CUSTOM_BOTTLEROCKET_"),
  nodes(),
  { type: nodeGroup, props: { amiType: "BOTTLEROCKET_ARM_64" } },
  { ...nativeTemplate(), says: "launchTemplateData.metadataOptions.httpTokens: want required" },
  nativeTemplate({ ...metadata, httpPutResponseHopLimit: 2 }),
  { ...nativeTemplate(metadata, []), says: "launchTemplateData.blockDeviceMappings: want" },
  nativeTemplate(metadata, [plainDisk]),
  nativeNodes({ amiType: "AL2023_x86_64_STANDARD", launchTemplate: { id: "lt-1" } }),
  nativeNodes({ amiType: "BOTTLEROCKET_ARM_64" }),
];
