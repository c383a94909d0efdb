import * as pulumi from "@pulumi/pulumi";

import { ours } from "./ours";
import { theirs } from "./theirs";

// `theirs` stands in for what the company has; in real life it is not in this program.
export = pulumi.getStack() === "theirs" ? theirs() : ours();
