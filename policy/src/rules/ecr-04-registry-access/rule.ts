import { allOf, anyOf, type Node, some, type Truth } from "../../kit/node";
import { allows, refuseStatements } from "../../kit/policy-document";
import { grantsEveryone, grantsStrangers, principals } from "../../kit/principals";
import { isListed, listOfNames } from "../../kit/settings";
import { everywhere, rule } from "../rule";

export const template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";

export const ECR04 = rule({
  id: "ECR-04",
  title: "Only accounts of the company pull images, and only roles of its pipelines push them.",
  severity: "critical",
  types: ["aws:ecr/repositoryPolicy:RepositoryPolicy", template],
  frameworks: ["CIS-EKS-1.4 5.1.2", "CIS-EKS-1.4 5.1.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { accounts: listOfNames, pushers: listOfNames },
  fix: "Let accounts of the setting `accounts`, or of your aws:PrincipalOrgID, pull, and only roles push, whose names the setting `pushers` can list; write their ARNs from account id and name.",
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  check(resource, ctx) {
    const document = resource.at(resource.type === template ? "repositoryPolicy" : "policy");
    const want = "pulls by accounts of the company, pushes by its pipelines' roles";
    refuseStatements(document, ctx, want, (statement) =>
      anyOf([
        grantsEveryone(statement),
        grantsStrangers(statement, ctx.settings),
        allOf([
          allows(statement),
          writes(statement),
          some(principals(statement), (name) => !mayPush(name, ctx.settings)),
        ]),
      ]),
    );
  },
});

function writes(statement: Node): Truth {
  const others = !statement.key("NotAction").absent;
  return anyOf([others, some(statement.items("Action"), (action) => !reads.test(action))]);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const reads = /^ecr:(batchget|batchcheck|describe|get|list)/i;

function mayPush(principal: string, settings: Node): boolean {
  const name = /:role\/(?:.+\/)?([^/]+)/.exec(principal)?.[1];
  const isAnyRole = settings.items("pushers").length === 0;
  return name !== undefined && (isAnyRole || isListed(settings, "pushers", name));
}
