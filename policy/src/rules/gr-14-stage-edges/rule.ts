import type { Context } from "../../kit/context";
import { fits } from "../../kit/glob";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import type { Node } from "../../kit/node";
import { covering, identifyingOf } from "../../kit/settings";
import { walk, way } from "../../kit/walk";
import { everywhere, graphRule } from "../rule";

const reference = "pulumi:pulumi:StackReference";

/** Places in which a resource can name another account or stack, by kind. A provider's lists are JSON texts. */
const places: Readonly<Record<string, readonly string[]>> = {
  "pulumi:providers:aws": ["allowedAccountIds", "assumeRoles"],
  [reference]: ["name"],
  "aws:iam/role:Role": ["assumeRolePolicy", "permissionsBoundary", "managedPolicyArns"],
  "aws:iam/policy:Policy": ["policy"],
  "aws:iam/rolePolicy:RolePolicy": ["policy"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
  "aws:kms/key:Key": ["policy"],
  "aws:kms/grant:Grant": ["keyId", "granteePrincipal"],
  "aws:s3/bucketPolicy:BucketPolicy": ["policy"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    "rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId",
  ],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy"],
  "aws:eks/cluster:Cluster": ["roleArn", "encryptionConfig.provider.keyArn"],
  "aws:eks/accessEntry:AccessEntry": ["principalArn"],
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["roleArn", "targetRoleArn"],
};

/** Names of stages if the settings list none. */
const usual: Readonly<Record<"production" | "nonproduction", readonly string[]>> = {
  production: ["prod", "production", "live"],
  nonproduction: [
    "dev",
    "development",
    "test",
    "qa",
    "stage",
    "staging",
    "nonprod",
    "non-prod",
    "preprod",
    "pre-prod",
    "sandbox",
  ],
};

/** The id of an account. */
const account = "^\\d{12}$";
const isName = (one: string) => !new RegExp(account).test(one);

export const GR14 = graphRule({
  id: "GR-14",
  title:
    "No resource of production refers to an account, a key, a role or a stack outside production.",
  severity: "critical",
  scope: "stack",
  types: Object.keys(places),
  frameworks: ["AWS-WAF SEC01-BP01"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: {
    production: covering(usual.production),
    // One more name may take a stack out of production; the id of an account never does.
    nonproduction: identifyingOf(usual.nonproduction, account),
  },
  fix: "Refer to production's own resources; the settings `production` and `nonproduction` list the names of environments and accounts as stacks use them, and the ids of accounts.",
  link: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  check(index, report) {
    for (const [type, ways] of Object.entries(places)) {
      for (const judged of index.ofType(type)) {
        const ctx = report(judged);
        if (isOf("production", ctx.stack, ctx) && !isOf("nonproduction", ctx.stack, ctx, isName)) {
          for (const place of ways.flatMap((path) => walk(judged, way(path)))) {
            judge(index, judged, place, ctx);
          }
        }
      }
    }
  },
});

const want = "nothing outside production";

function judge(index: Index, judged: Judged, place: Node, ctx: Context): void {
  const [stack = ""] = place.text.split("/").slice(-1);
  const isOutside =
    judged.type === reference
      ? isOf("nonproduction", stack, ctx)
      : accountsIn(place).some((id) => isOf("nonproduction", id, ctx));
  if (isOutside) {
    ctx.violation({ path: place.path, want });
  } else if (place.firstUnknown() && !index.comesFromHere(judged, place)) {
    ctx.unknown(place, want);
  }
}

/** Ids of accounts, in ARNs and alone, in a text or anywhere below. */
function accountsIn(place: Node): string[] {
  const below = Array.isArray(place.value)
    ? place.items()
    : place.keys().map((key) => place.key(key));
  return [...(place.text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []), ...below.flatMap(accountsIn)];
}

/** Whether the name of a stack, or an account's id, is of a stage: as a whole, or by parts in a row, such as of `aws-prod`. */
function isOf(
  stage: keyof typeof usual,
  name: string,
  { settings }: Context,
  counts: (one: string) => boolean = () => true,
): boolean {
  const listed = settings.items(stage).map(({ text }) => text);
  const words = name.toLowerCase().split(/[._-]/);
  const rows = words.flatMap((_, from) =>
    words.slice(from).map((_, length) => words.slice(from, from + length + 1).join("-")),
  );
  return (listed.length === 0 ? usual[stage] : listed).filter(counts).some((one) => {
    const pattern = one.toLowerCase().replace(/[._]/g, "-");
    return rows.some((row) => fits(pattern, row));
  });
}
