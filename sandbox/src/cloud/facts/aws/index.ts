import type { HandFacts } from "../kind-facts";
import { ec2Kinds } from "./ec2";
import { edgeKinds } from "./edge";
import { eksKinds } from "./eks";
import { iamKinds } from "./iam";
import { identityCenterKinds } from "./identity-center";
import { storageKinds } from "./storage";
import { transitKinds } from "./transit";

/** Kinds of package `aws`. */
export const awsKinds: Readonly<Record<string, HandFacts>> = {
  ...ec2Kinds,
  ...edgeKinds,
  ...eksKinds,
  ...iamKinds,
  ...identityCenterKinds,
  ...storageKinds,
  ...transitKinds,
};
