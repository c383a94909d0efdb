import { allOf, anyOf, type Node, some, type Truth } from "../../kit/node";
import { allows, refuseStatements } from "../../kit/policy-document";
import {
  companyOf,
  grantsPublic,
  grantsServices,
  grantsStrangers,
  principals,
} from "../../kit/principals";
import { isListed } from "../../kit/listed";
import { limiting, widening } from "../../kit/settings";
import { everywhere, rule } from "../rule";

export const template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
export const registry = "aws:ecr/registryPolicy:RegistryPolicy";
export const publicRepository = "aws:ecrpublic/repository:Repository";
const publicRepositories: readonly string[] = [publicRepository, "aws-native:ecr:PublicRepository"];
const registries: readonly string[] = [registry, "aws-native:ecr:RegistryPolicy"];
/** Where policies of the private registry lie, by type. */
const documents: Readonly<Record<string, string>> = {
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  [template]: "repositoryPolicy",
  [registry]: "policy",
  "aws-native:ecr:Repository": "repositoryPolicyText",
  "aws-native:ecr:RepositoryCreationTemplate": "repositoryPolicy",
  "aws-native:ecr:RegistryPolicy": "policyText",
};

export const ECR04 = rule({
  id: "ECR-04",
  title: "Only accounts of the company pull images, and only roles of its pipelines push them.",
  severity: "critical",
  types: [...Object.keys(documents), ...publicRepositories] as [string, ...string[]],
  frameworks: ["CIS-EKS-1.4 5.1.2", "CIS-EKS-1.4 5.1.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: {
    accounts: widening,
    organizations: widening,
    pushers: limiting,
    public: widening,
  },
  fix: "Let accounts of the setting `accounts`, or of your aws:PrincipalOrgID in `organizations`, pull, services such as Lambda on a condition aws:SourceArn or aws:SourceAccount of yours, and only roles push, whose names the setting `pushers` can list; write their ARNs from account id and name, and list repositories of the public registry, by logical name, in `public`.",
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  check(resource, ctx) {
    if (publicRepositories.includes(resource.type)) {
      if (!isListed(ctx.settings, "public", resource.name)) {
        ctx.violation({ path: "repositoryName", want: "a repository of the private registry" });
      }
      return;
    }
    const document = resource.at(documents[resource.type] ?? "");
    const want = "pulls by accounts of the company, pushes by its pipelines' roles";
    const company = companyOf(ctx.settings);
    // Other registries of the company send copies as accounts.
    const harmless = registries.includes(resource.type) ? copies : reads;
    refuseStatements(document, ctx, want, (statement) =>
      anyOf([
        grantsPublic(statement, company),
        grantsStrangers(statement, company),
        grantsServices(statement, company),
        allOf([
          allows(statement),
          writes(statement, harmless),
          some(principals(statement), (name) => !mayPush(name, ctx.settings)),
        ]),
      ]),
    );
  },
});

function writes(statement: Node, harmless: RegExp): Truth {
  const others = !statement.key("NotAction").absent;
  return anyOf([others, some(statement.items("Action"), (action) => !harmless.test(action))]);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const reads = /^ecr:(batchget|batchcheck|describe|get|list)/i;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-create-replication.html */
const copies = /^ecr:(batchget|batchcheck|describe|get|list|replicateimage$|createrepository$)/i;

function mayPush(principal: string, settings: Node): boolean {
  const name = /:role\/(?:.+\/)?([^/]+)/.exec(principal)?.[1];
  const isAnyRole = settings.items("pushers").length === 0;
  return name !== undefined && (isAnyRole || isListed(settings, "pushers", name));
}
