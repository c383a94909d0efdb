/** Letters of the zones of most regions. */
const three = "abc";

/**
 * Letters of the zones of each region;
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const zoneLetters: Readonly<Record<string, string>> = {
  "af-south-1": three,
  "ap-east-1": three,
  "ap-east-2": three,
  "ap-northeast-1": "abcd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": three,
  "ap-south-1": three,
  "ap-south-2": three,
  "ap-southeast-1": three,
  "ap-southeast-2": three,
  "ap-southeast-3": three,
  "ap-southeast-4": three,
  "ap-southeast-5": three,
  "ap-southeast-6": three,
  "ap-southeast-7": three,
  "ca-central-1": "abd",
  "ca-west-1": three,
  "cn-north-1": "abd",
  "cn-northwest-1": three,
  "eu-central-1": three,
  "eu-central-2": three,
  "eu-north-1": three,
  "eu-south-1": three,
  "eu-south-2": three,
  "eu-west-1": three,
  "eu-west-2": three,
  "eu-west-3": three,
  "eu-isoe-west-1": three,
  "eusc-de-east-1": three,
  "il-central-1": three,
  "me-central-1": three,
  "me-south-1": three,
  "mx-central-1": three,
  "sa-east-1": three,
  "us-east-1": "abcdef",
  "us-east-2": three,
  "us-gov-east-1": three,
  "us-gov-west-1": three,
  "us-iso-east-1": three,
  "us-iso-west-1": three,
  "us-isob-east-1": three,
  "us-isob-west-1": three,
  "us-isof-east-1": three,
  "us-isof-south-1": three,
  "us-west-1": three,
  "us-west-2": "abcd",
};

/** AWS regions, as the installed SDK has them. */
export const regions: readonly string[] = Object.keys(zoneLetters);

/**
 * Whether a region is of the partition aws, as every ARN of the platform's is;
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const isOfPartition = (region: string): boolean =>
  !/^(cn-|us-gov-|eusc-|[a-z]+-iso)/.test(region);

/** Whether a zone is one of a region, Local Zones and Wavelength Zones among them. */
export function isZoneOf(region: string, zone: string): boolean {
  const letters = Object.hasOwn(zoneLetters, region) ? zoneLetters[region] : undefined;
  return (
    letters !== undefined &&
    zone.startsWith(region) &&
    new RegExp(`^([${letters}]|-[a-z]{3,4}-\\d[a-z]|-wl\\d-[a-z]{3,4}-wlz-\\d)$`).test(
      zone.slice(region.length),
    )
  );
}
