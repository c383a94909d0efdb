import { allOf, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

export const K8S12 = rule({
  id: "K8S-12",
  title: "A Kubernetes provider names its cluster, and keeps resources that it cannot reach.",
  severity: "critical",
  types: ["pulumi:providers:kubernetes"],
  frameworks: ["NIST-800-53 CM-8"],
  // The ARN of a cluster that the same stack makes is not known at its first preview.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Set clusterIdentifier to what names the cluster for life, such as its ARN, and leave deleteUnreachable out: then another kubeconfig neither replaces resources nor drops them from the state.",
  link: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/",
  check(resource, ctx) {
    // A provider that only writes YAML has no cluster.
    const directory = resource.at("renderYamlToDirectory");
    const reaches = directory.is((path) => path === "");
    const identifier = resource.at("clusterIdentifier");
    const unnamed = allOf([reaches, identifier.is((name) => name.trim() === "")]);
    verdict(ctx, unnamed, "the cluster's identifier", identifier, directory);
    const forgets = resource.known("deleteUnreachable", false);
    const wrong: Truth = forgets.known ? forgets.value : "unknown";
    verdict(ctx, wrong, "false", resource.at("deleteUnreachable"));
  },
});
