import type { Example } from "../example";

const other = "arn:aws:iam::444455556666:root";
const onBucket = (Principal: unknown, Condition?: object): Example => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  settings: { accounts: ["111122223333"] },
  props: {
    policy: {
      Statement: [
        { Effect: "Allow", Principal, Action: "s3:GetObject", ...(Condition && { Condition }) },
      ],
    },
  },
});
const anyone = (operator: string, key: string, value: unknown) =>
  onBucket("*", { [operator]: { [key]: value } });
const ip = (...networks: string[]) => anyone("IpAddress", "aws:SourceIp", networks);
const arn = (operator: string, text: string) => anyone(operator, "aws:SourceArn", text);
const origin = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity";

/** Conditions that keep out strangers, and some that seem to. */
export const keptGood: readonly Example[] = [
  anyone("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d4e5f60718"),
  anyone("StringEquals", "aws:SourceVpc", ["vpc-0a1b2c3d", "vpc-0a1b2c3d4e5f60718"]),
  ip("198.51.100.0/24", "2001:db8::/48"),
  ip("203.0.113.7"),
  onBucket({ AWS: `${origin} E2ABCDEFGHIJKL` }),
  arn("ArnLike", "arn:aws:iam:*:111122223333:role/*"),
  arn("ArnEquals", "arn:*:s3:*:111122223333:accesspoint/*"),
  arn("StringLike", "arn:aws:s3:eu-west-1:111122223333:accesspoint/*"),
  arn("StringEquals", "arn:aws:iam::111122223333:role/deploy"),
];

export const keptBad: readonly Example[] = [
  anyone("StringLike", "aws:SourceVpce", "vpce-*"),
  anyone("StringLike", "aws:SourceVpc", "vpc-*"),
  anyone("StringEquals", "aws:SourceVpc", "xvpc-0a1b2c3d"),
  anyone("StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d/x"),
  anyone("StringEquals", "aws:SourceVpce", "xvpce-0a1b2c3d"),
  anyone("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d/x"),
  anyone("StringNotEquals", "aws:SourceVpce", "vpce-0a1b2c3d"),
  anyone("NotIpAddress", "aws:SourceIp", "198.51.100.0/24"),
  anyone("IpAddressIfExists", "aws:SourceIp", "198.51.100.0/24"),
  ip("0.0.0.0/0"),
  ip("198.51.100.0/24", "::/0"),
  ip("198.51.100.*"),
  // What keeps everyone out is no word on another account.
  onBucket({ AWS: other }, { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } }),
  onBucket({ AWS: `${origin} *` }),
  onBucket({ AWS: `${origin} ` }),
  onBucket({ AWS: `x${origin} E2ABCDEFGHIJKL` }),
  onBucket({ AWS: `${origin} E2ABCDEFGHIJKL/x` }),
  onBucket({ AWS: "arn:aws:iam::cloudfront:user/Other E2ABCDEFGHIJKL" }),
  // In a text, a wildcard stands for colons, too.
  arn("StringLike", "arn:aws:iam:*:111122223333:role/*"),
  arn("StringLike", "arn:*:*:*:111122223333:*"),
  arn("stringlike", "arn:aws:s3:eu-?:111122223333:*"),
  arn("ForAnyValue:StringLike", "arn:a*:iam::111122223333:role/deploy"),
  arn("ArnLike", "arn:aws:iam::*:111122223333"),
];
