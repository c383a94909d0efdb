/** Where documents lie that grant rights to an identity, by type. */
export const documents: Readonly<Record<string, string>> = {
  "aws:iam/policy:Policy": "policy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:iam/role:Role": "inlinePolicies.*.policy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
  "vault:aws/secretBackendRole:SecretBackendRole": "policyDocument",
  // CloudFormation has it, Cloud Control has not.
  "aws-native:iam:Policy": "policyDocument",
  "aws-native:iam:ManagedPolicy": "policyDocument",
  "aws-native:iam:RolePolicy": "policyDocument",
  "aws-native:iam:GroupPolicy": "policyDocument",
  "aws-native:iam:UserPolicy": "policyDocument",
  "aws-native:iam:Role": "policies.*.policyDocument",
  "aws-native:iam:Group": "policies.*.policyDocument",
  "aws-native:iam:User": "policies.*.policyDocument",
  "aws-native:sso:PermissionSet": "inlinePolicy",
};

/** Where ARNs of policies lie that an identity gets, by type. */
export const attachments: Readonly<Record<string, string>> = {
  "aws:iam/role:Role": "managedPolicyArns.*",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns.*",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns.*",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns.*",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive":
    "managedPolicyArns.*",
  "aws:budgets/budgetAction:BudgetAction": "definition.iamActionDefinition.policyArn",
  "aws:quicksight/iamPolicyAssignment:IamPolicyAssignment": "policyArn",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "policyArn",
  "vault:aws/secretBackendRole:SecretBackendRole": "policyArns.*",
  "aws-native:iam:Role": "managedPolicyArns.*",
  "aws-native:iam:Group": "managedPolicyArns.*",
  "aws-native:iam:User": "managedPolicyArns.*",
  "aws-native:sso:PermissionSet": "managedPolicies.*",
  "aws-native:eks:AccessEntry": "accessPolicies.*.policyArn",
  "aws-native:budgets:BudgetsAction": "definition.iamActionDefinition.policyArn",
};
