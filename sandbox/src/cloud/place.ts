import type { Place } from "./ground";
import type { Bag } from "./store";
import { at } from "./values";

/** The place of a provider's resources, from the provider's settings. */
export function placeOf(pkg: string, settings: Bag): Place {
  const text = (path: string) => {
    const value = at(settings, path);
    return typeof value === "string" ? value : undefined;
  };
  switch (pkg) {
    case "aws": {
      const accounts = text("allowedAccountIds") ?? "[]";
      const [account = "000000000000"] = JSON.parse(accounts) as string[];
      const [assumed] = JSON.parse(text("assumeRoles") ?? "[]") as { roleArn?: string }[];
      const role = assumed?.roleArn;
      return { account, region: text("region") ?? "us-east-1", ...(role ? { role } : {}) };
    }
    case "kubernetes":
      return { account: serverOf(text("kubeconfig") ?? ""), region: "" };
    default:
      return { account: text("url") ?? text("address") ?? text("owner") ?? "", region: "" };
  }
}

/** The API server's address in a kubeconfig that is JSON, as our programs write it. */
function serverOf(kubeconfig: string): string {
  try {
    const { clusters } = JSON.parse(kubeconfig) as { clusters: { cluster: { server: string } }[] };
    return clusters[0]?.cluster.server ?? "";
  } catch {
    return "";
  }
}
