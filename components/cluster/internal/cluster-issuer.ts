import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { issueText } from "../../lib/arg-issue";

type Identities = readonly aws.types.output.eks.ClusterIdentity[];

/**
 * The issuer of a cluster's service accounts. The update fails where it has none.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_OIDC.html
 */
export const issuerOfCluster = ({ identities, urn }: aws.eks.Cluster): pulumi.Output<string> =>
  pulumi.all([identities, urn]).apply(([all, of]) => issuerIn(all, of.split("::").at(-1) ?? ""));

/**
 * The issuer in a cluster's identities.
 * @throws pulumi.RunError when there is none: roles and servers would trust an empty name.
 */
export function issuerIn(identities: Identities | undefined, cluster: string): string {
  const issuer = identities?.[0]?.oidcs[0]?.issuer;
  if (issuer === undefined || issuer === "") {
    const text = issueText({
      path: "identities",
      want: "an issuer of OpenID Connect",
      found: "none",
      fix: "a cluster on an Outpost has none, any other does",
    });
    throw new pulumi.RunError(`cluster "${cluster}": ${text}`);
  }
  return issuer;
}
