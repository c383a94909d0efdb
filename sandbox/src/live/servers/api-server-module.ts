import type { GoCommands } from "../../engine/build";

/** Staging modules of Kubernetes; its own `go.mod` takes them from its folders. */
const staging = [
  "api",
  "apiextensions-apiserver",
  "apimachinery",
  "apiserver",
  "cli-runtime",
  "client-go",
  "cloud-provider",
  "cluster-bootstrap",
  "code-generator",
  "component-base",
  "component-helpers",
  "controller-manager",
  "cri-api",
  "cri-client",
  "cri-streaming",
  "csi-translation-lib",
  "dynamic-resource-allocation",
  "endpointslice",
  "externaljwt",
  "kms",
  "kube-aggregator",
  "kube-controller-manager",
  "kube-proxy",
  "kube-scheduler",
  "kubectl",
  "kubelet",
  "metrics",
  "mount-utils",
  "pod-security-admission",
  "sample-apiserver",
  "streaming",
];

/** A cluster's control plane, and kubectl. */
export function kubernetesModule(version: string): GoCommands {
  const [major = "", minor = "", patch = ""] = version.split(".");
  const replaced = staging.map((name) => `\tk8s.io/${name} => k8s.io/${name} v0.${minor}.${patch}`);
  const variable = (name: string) => `k8s.io/component-base/version.${name}`;
  return {
    module: `module groundwork.example/kubernetes

go 1.26

godebug default=go1.26

require k8s.io/kubernetes v${version}

replace (
${replaced.join("\n")}
)
`,
    commands: Object.fromEntries(
      ["kube-apiserver", "kube-controller-manager", "kubectl"].map((name) => [
        name,
        `k8s.io/kubernetes/cmd/${name}`,
      ]),
    ),
    variables: {
      [variable("gitMajor")]: major,
      [variable("gitMinor")]: minor,
      [variable("gitVersion")]: `v${version}`,
    },
  };
}
