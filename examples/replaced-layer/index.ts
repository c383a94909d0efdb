import { platform } from "@groundwork-iac/platform/platform";

import { networkProgram } from "./network";

export = platform("./organization", { network: networkProgram });
