import type { KindFacts } from "../../facts";
import { ec2Kinds } from "./ec2";

/** Kinds of package `aws`. */
export const awsKinds: Readonly<Record<string, KindFacts>> = { ...ec2Kinds };
