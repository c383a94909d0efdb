import { platform } from "@groundwork-iac/platform/platform";

export = platform("./organization");
