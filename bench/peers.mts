import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { root } from "./measure.mts";

/** A pack of Pulumi's own, as it is made with the packages that it comes in. */
export interface Peer {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly entry: string;
}

export const peers: readonly Peer[] = [
  {
    name: "compliance-policies",
    packages: {
      "@pulumi/compliance-policy-manager": "0.1.6",
      "@pulumi/aws-compliance-policies": "0.1.6",
      "@pulumi/kubernetes-compliance-policies": "0.1.6",
    },
    entry: `
const { PolicyPack } = require("@pulumi/policy");
require("@pulumi/aws-compliance-policies");
require("@pulumi/kubernetes-compliance-policies");
const { policyManager } = require("@pulumi/compliance-policy-manager");
new PolicyPack("peer", { policies: policyManager.selectPolicies({ vendors: ["aws", "kubernetes"] }, "advisory") });
`,
  },
  {
    name: "awsguard",
    packages: { "@pulumi/awsguard": "0.3.1", "@pulumi/aws": "4.38.1" },
    entry: `
const { AwsGuard } = require("@pulumi/awsguard");
const { policies } = new AwsGuard("peer", { all: "advisory" });
// It asks AWS, so it can't run without an account.
policies.splice(policies.findIndex(({ name }) => name === "acm-certificate-expiration"), 1);
`,
  },
];

/** The folder of a peer, installed with the SDK that we have; none where npm can't install it. */
export function install({ name, packages, entry }: Peer): string | undefined {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(caches, "groundwork/bench", name);
  const shared = ["@pulumi/policy", "@pulumi/pulumi"].map((sdk) => [sdk, versionOf(sdk)] as const);
  const manifest = JSON.stringify({
    name,
    version: "0.0.0",
    private: true,
    main: "index.js",
    dependencies: { ...packages, ...Object.fromEntries(shared) },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), entry);
  const stamp = join(folder, "installed.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === manifest) {
    return folder;
  }
  writeFileSync(join(folder, "package.json"), manifest);
  const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  try {
    execFileSync("npm", ["install", ...options], { stdio: "pipe" });
  } catch {
    return undefined;
  }
  writeFileSync(stamp, manifest);
  return folder;
}

function versionOf(name: string): string {
  const file = join(root, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
