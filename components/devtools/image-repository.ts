import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { formIssues } from "../lib/plain";

/** Arguments of {@link ImageRepository}. */
export interface ImageRepositoryArgs {
  /** Name in the registry, such as `payments/api`. */
  readonly repository: string;
}

/**
 * An ECR repository whose tags never move, except signatures', and whose images are scanned when
 * they are pushed. Untagged images go after two weeks.
 */
export class ImageRepository extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "ImageRepository");

  public readonly repositoryUrl: pulumi.Output<string>;
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ImageRepositoryArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(ImageRepository.type, name, checkImageRepositoryArgs(args), opts);
    super(ImageRepository.type, name, args, opts);
    const repository = new aws.ecr.Repository(
      name,
      {
        name: args.repository,
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: [{ filter: "sha256-*", filterType: "WILDCARD" }],
        imageScanningConfiguration: { scanOnPush: true },
      },
      { parent: this, protect: true },
    );
    new aws.ecr.LifecyclePolicy(
      `${name}-untagged`,
      { repository: repository.name, policy: expireUntagged(14) },
      { parent: this, protect: true, deletedWith: repository },
    );
    this.repositoryUrl = repository.repositoryUrl;
    this.arn = repository.arn;
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, arn: this.arn });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkImageRepositoryArgs({ repository }: ImageRepositoryArgs): ArgIssue[] {
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
  const form = /^(?=.{2,256}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/;
  const want = "2 to 256 of a-z, 0-9 and single dots, dashes and slashes between them";
  return formIssues("repository", repository, form, want);
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
function expireUntagged(days: number): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: "Images without a tag",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: days,
        },
        action: { type: "expire" },
      },
    ],
  });
}
