import type { StackExample } from "../../../../policy/src/rules/example";

/** Configurations that public guides recommend, a stack each. */
type Made = StackExample[number];

const made = (type: string, props: object, more: Partial<Made> = {}): Made => ({
  type,
  name: "example",
  props,
  ...more,
});
const allowing = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trust = (principal: object, action: string | string[], condition?: object) => ({
  assumeRolePolicy: allowing({
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition && { Condition: condition }),
  }),
});
const account = "111122223333";
const oidc = (host: string) => `arn:aws:iam::${account}:oidc-provider/${host}`;
const github = "token.actions.githubusercontent.com";
const vpc: Made = { type: "aws:ec2/vpc:Vpc", name: "main", props: { cidrBlock: "10.0.0.0/16" } };
const taken: Made = {
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  name: "closed",
  props: {},
  from: { vpcId: "main" },
};
const client = (props: object) =>
  made("keycloak:openid/client:Client", { fullScopeAllowed: false, ...props });
const ttl = { tokenTtl: 900, tokenMaxTtl: 3600 };
const host = "shop.example.com";

export const configurations: Readonly<Record<string, StackExample>> = {
  "a VPC with its default group taken over and a group of its own": [
    vpc,
    taken,
    {
      type: "aws:ec2/securityGroup:SecurityGroup",
      name: "web",
      props: {},
      from: { vpcId: "main" },
    },
    {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      name: "https",
      props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" },
      from: { securityGroupId: "web" },
    },
  ],
  "a VPC that is only read": [{ ...vpc, props: { cidrBlock: "10.0.0.0/16", id: "vpc-0a1b2c3d" } }],
  "a role for functions": [
    made("aws:iam/role:Role", trust({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole")),
  ],
  "a role for pods by Pod Identity": [
    made("aws:iam/rolePolicy:RolePolicy", {
      policy: allowing({
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:aws:s3:::reports/*",
      }),
    }),
  ],
  "a role for a repository's environment on GitHub": [
    made(
      "aws:iam/role:Role",
      trust({ Federated: oidc(github) }, "sts:AssumeRoleWithWebIdentity", {
        StringEquals: {
          [`${github}:aud`]: "sts.amazonaws.com",
          [`${github}:sub`]: "repo:acme/api:environment:prod",
        },
      }),
      { settings: { elsewhere: ["acme/api"] } },
    ),
  ],
  "a policy for one's own access keys and no more": [
    made("aws:iam/policy:Policy", {
      policy: allowing(
        { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
      ),
    }),
  ],
  "a cluster with a private endpoint, its own key and all logs": [
    made("aws:eks/cluster:Cluster", {
      vpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true },
      encryptionConfig: {
        resources: ["secrets"],
        provider: { keyArn: `arn:aws:kms:eu-west-1:${account}:key/1` },
      },
      enabledClusterLogTypes: [
        ...["api", "audit", "authenticator"],
        ...["controllerManager", "scheduler"],
      ],
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: false,
      },
    }),
  ],
  "a launch template with IMDSv2": [
    made("aws:ec2/launchTemplate:LaunchTemplate", {
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
    }),
  ],
  "a class of nodes of Karpenter's guide with Bottlerocket": [
    made("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", {
      metadata: { name: "default" },
      spec: {
        amiSelectorTerms: [{ alias: "bottlerocket@v1.50.0" }],
        role: "KarpenterNodeRole-main",
        subnetSelectorTerms: [{ tags: { "karpenter.sh/discovery": "main" } }],
      },
    }),
  ],
  "an immutable repository of images": [
    made("aws:ecr/repository:Repository", { name: "shop", imageTagMutability: "IMMUTABLE" }),
  ],
  "a private database": [
    made("aws:rds/instance:Instance", { engine: "postgres", storageEncrypted: true }),
  ],
  "a key that rotates": [
    made(
      "aws:kms/key:Key",
      { enableKeyRotation: true, deletionWindowInDays: 30 },
      { protect: true },
    ),
  ],
  "a pod of the restricted standard": [
    made("kubernetes:core/v1:Pod", {
      metadata: { name: "shop", namespace: "shop" },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name: "app",
            image: `registry.example.com/shop@sha256:${"0".repeat(64)}`,
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
            },
          },
        ],
      },
    }),
  ],
  "a role that reads pods, bound to a group": [
    made(
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      { rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] }] },
      { name: "pods" },
    ),
    made("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", {
      metadata: { namespace: "shop" },
      roleRef: { kind: "ClusterRole", name: "view" },
      subjects: [{ kind: "Group", name: "shop-developers" }],
    }),
  ],
  "an Ingress with a certificate of cert-manager's": [
    made("kubernetes:networking.k8s.io/v1:Ingress", {
      metadata: { name: "shop", annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" } },
      spec: {
        ingressClassName: "nginx",
        tls: [{ hosts: [host], secretName: "shop-tls" }],
        rules: [{ host, http: { paths: [] } }],
      },
    }),
  ],
  "an Ingress of an application balancer with a redirect": [
    made("kubernetes:networking.k8s.io/v1:Ingress", {
      metadata: {
        name: "shop",
        annotations: {
          "alb.ingress.kubernetes.io/scheme": "internet-facing",
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS":443}]',
          "alb.ingress.kubernetes.io/ssl-redirect": "443",
        },
      },
      spec: { ingressClassName: "alb", rules: [{ host }] },
    }),
  ],
  "a project of Argo CD's and an application in it": [
    made(
      "kubernetes:argoproj.io/v1alpha1:AppProject",
      {
        metadata: { name: "shop", namespace: "argocd" },
        spec: {
          sourceRepos: ["https://github.com/acme/shop"],
          destinations: [{ server: "https://kubernetes.default.svc", namespace: "shop" }],
        },
      },
      { name: "project" },
    ),
    made("kubernetes:argoproj.io/v1alpha1:Application", {
      metadata: { name: "shop", namespace: "argocd" },
      spec: { project: "shop", source: { repoURL: "https://github.com/acme/shop" } },
    }),
  ],
  "a public client with PKCE": [
    client({
      accessType: "PUBLIC",
      standardFlowEnabled: true,
      pkceCodeChallengeMethod: "S256",
      validRedirectUris: [`https://${host}/callback`],
      webOrigins: [`https://${host}`],
    }),
  ],
  "a client of a machine": [
    client({ accessType: "CONFIDENTIAL", serviceAccountsEnabled: true }),
    made(
      "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole",
      { role: "view-users" },
      { name: "reads" },
    ),
  ],
  "a policy of the secret server for one application": [
    made("vault:index/policy:Policy", {
      name: "shop",
      policy: 'path "secret/data/shop/*" { capabilities = ["read"] }',
    }),
  ],
  "a login of a repository's pipeline to the secret server": [
    made("vault:jwt/authBackendRole:AuthBackendRole", {
      roleType: "jwt",
      boundAudiences: ["https://github.com/acme"],
      boundClaims: { repository: "acme/api", ref: "refs/heads/main" },
      userClaim: "actor",
      ...ttl,
    }),
  ],
  "an AppRole whose secret ids end": [
    made("vault:appRole/authBackendRole:AuthBackendRole", {
      roleName: "ci",
      secretIdTtl: 600,
      secretIdNumUses: 1,
      ...ttl,
    }),
  ],
  "a signature policy for one workflow": [
    made("kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy", {
      spec: {
        images: [{ glob: "ghcr.io/acme/**" }],
        authorities: [
          {
            keyless: {
              url: "https://fulcio.sigstore.dev",
              identities: [
                {
                  issuer: `https://${github}`,
                  subject:
                    "https://github.com/acme/api/.github/workflows/release.yaml@refs/heads/main",
                },
              ],
            },
            ctlog: { url: "https://rekor.sigstore.dev" },
          },
        ],
      },
    }),
  ],
};
