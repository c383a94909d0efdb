export { Admission, type AdmissionArgs } from "./admission";
export { RegistryScanning, type RegistryScanningArgs } from "./registry-scanning";
export { SignaturePolicy, type SignaturePolicyArgs } from "./signature-policy";
