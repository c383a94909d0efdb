import { isWorld } from "../../kit/cidr";
import { clusterTypes, networkOf } from "../../kit/clusters";
import { some } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { everywhere, rule } from "../rule";

const want = "networks that are not everyone, or endpointPublicAccess false";

export const EKS01 = rule({
  id: "EKS-01",
  title: "A cluster's API is not open to everyone.",
  severity: "critical",
  types: clusterTypes,
  frameworks: ["FSBP EKS.1", "CIS-EKS-1.4 5.4.1", "CIS-EKS-1.4 5.4.2"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { later: widening },
  fix: "Set endpointPublicAccess to false, or list the networks that may connect; a cluster with a network that nobody can know before the update, such as an address that it makes, is judged after it if the setting `later` lists the cluster.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1",
  check(resource, ctx) {
    // If omitted, the endpoint is public and open to 0.0.0.0/0.
    const network = networkOf(resource);
    const isPublic = network.known("endpointPublicAccess", true);
    const cidrs = network.at("publicAccessCidrs");
    if (isPublic.known && !isPublic.value) {
      return;
    }
    const waits = isListed(ctx.settings, "later", resource.name);
    const all = cidrs.items();
    const listed = waits && all.length > 0 ? all.filter(({ unknown }) => !unknown) : all;
    if (listed.length === 0 && all.length > 0) {
      return;
    }
    const open = listed.length === 0 || some(listed, isWorld);
    if (open === "unknown") {
      ctx.unknown(cidrs, want);
    } else if (open && !isPublic.known) {
      ctx.unknown(network.at("endpointPublicAccess"), want);
    } else if (open) {
      const given = listed.find(({ text }) => isWorld(text))?.text ?? "none listed";
      ctx.violation({ path: cidrs.path, want, given });
    }
  },
});
