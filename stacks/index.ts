import { platform } from "@groundwork-iac/platform/platform";
import { admissionPolicies } from "@groundwork-iac/policy/admission";

export = platform("../organization", {}, { admission: admissionPolicies });
