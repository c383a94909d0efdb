import type { Example } from "../example";

const ttl = { tokenTtl: 900, tokenMaxTtl: 3600 };
const login = (cloud: string, props: object): Example => ({
  type: `vault:${cloud}/authBackendRole:AuthBackendRole`,
  props: { role: "shop", ...ttl, ...props },
});
const role = "arn:aws:iam::111122223333:role/shop";
const id = "4f2f8c0e-8a44-4d0e-9d0f-0c1a4e6b7d11";
const mails = "shop@acme.iam.gserviceaccount.com";

/** Properties that name who logs in, by cloud. */
const names: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ...["boundIamPrincipalArns", "boundIamRoleArns"],
    ...["boundIamInstanceProfileArns", "boundEc2InstanceIds"],
  ],
  azure: ["boundServicePrincipalIds", "boundGroupIds", "boundScaleSets"],
  gcp: ["boundServiceAccounts", "boundInstanceGroups"],
  saml: ["boundSubjects"],
};
const each = (props: (property: string) => object): Example[] =>
  Object.entries(names).flatMap(([cloud, all]) =>
    all.map((property) => login(cloud, props(property))),
  );

const certificate = (props: object): Example => ({
  type: "vault:index/certAuthBackendRole:CertAuthBackendRole",
  props: { name: "shop", certificate: "PEM", ...ttl, ...props },
});
const certified = ["Names", "CommonNames", "DnsSans", "EmailSans", "UriSans"];
const directory = (kind: string, props: object): Example => ({
  type: `vault:${kind}/authBackend:AuthBackend`,
  props: { path: "people", ...props },
});
const domains = (flag: string, ...allowedDomains: string[]) =>
  signer("pkiSecret", { allowedDomains, [flag]: true });
const signer = (kind: string, props: object): Example => ({
  type: `vault:${kind}/secretBackendRole:SecretBackendRole`,
  props: { name: "shop", ...props },
});
const token = (...policies: unknown[]): Example => ({
  type: "vault:index/token:Token",
  props: { policies, ttl: "1h" },
});

export const cloudGood: readonly Example[] = [
  ...each((property) => ({ [property]: ["shop"] })),
  login("aws", { boundIamPrincipalArns: [role], boundAccountIds: ["111122223333"] }),
  login("azure", { boundServicePrincipalIds: [id], boundSubscriptionIds: ["*"] }),
  login("gcp", { boundServiceAccounts: mails }),
  login("saml", { boundAttributes: { groups: "payments" } }),
  signer("ssh", { allowedUsers: "ubuntu,deploy", allowedDomains: "example.com" }),
  signer("pkiSecret", { allowedDomains: ["example.com", "*.example.com"], allowAnyName: "false" }),
  signer("pkiSecret", {}),
  token("payments-read"),
  ...certified.map((of) => certificate({ [`allowed${of}`]: ["shop.example.com"] })),
  ...["ldap", "github", "okta"].map((kind) => directory(kind, ttl)),
  domains("allowSubdomains", "example.com", "shop.example.co.uk", "internal"),
  domains("allowGlobDomains", "*.example.com", "web*.example.com", "*.svc"),
  domains("allowBareDomains", "com"),
  signer("pkiSecret", { allowedDomains: ["com"], allowSubdomains: "false" }),
  signer("ssh", { allowedUsers: "deploy", allowedDomains: "example.com", allowSubdomains: true }),
  signer("ssh", { allowedUsers: "deploy", allowSubdomains: true }),
];

export const cloudBad: readonly Example[] = [
  ...Object.keys(names).map((cloud) => login(cloud, {})),
  ...each((property) => ({ [property]: ["shop", "*"] })),
  ...each((property) => ({ [property]: [] })),
  login("aws", { boundAccountIds: ["111122223333"] }),
  login("aws", { boundIamPrincipalArns: [`${role}-*`] }),
  login("aws", { boundIamPrincipalArns: [role], boundIamRoleArns: [""] }),
  login("azure", { boundSubscriptionIds: [id], boundLocations: ["westeurope"] }),
  login("gcp", { boundProjects: ["acme"], boundZones: ["europe-west1-b"] }),
  login("gcp", { boundServiceAccounts: [mails], tokenTtl: 7200 }),
  login("saml", { boundAttributes: { groups: "*" } }),
  login("saml", { boundAttributes: {} }),
  signer("ssh", { allowedUsers: "*" }),
  signer("ssh", { allowedUsers: "ubuntu, *" }),
  signer("ssh", { allowedUsers: "ubuntu", allowedDomains: "*" }),
  signer("pkiSecret", { allowAnyName: true }),
  signer("pkiSecret", { allowedDomains: ["example.com", "*"] }),
  token("default", "root"),
  certificate({}),
  certificate({ allowedOrganizationalUnits: ["shop"] }),
  ...certified.flatMap((of) => [
    certificate({ [`allowed${of}`]: ["*"] }),
    certificate({ [`allowed${of}`]: [] }),
  ]),
  certificate({ allowedNames: ["shop.example.com"], tokenMaxTtl: undefined }),
  ...["ldap", "github", "okta"].flatMap((kind) => [
    directory(kind, {}),
    directory(kind, { ...ttl, tokenTtl: 86400 }),
    directory(kind, { ...ttl, tokenPeriod: 60 }),
  ]),
  ...["com", "COM", "co.uk", ""].map((domain) => domains("allowSubdomains", domain)),
  domains("allowSubdomains", "example.com", "dev"),
  domains("allowGlobDomains", "*.com"),
  domains("allowGlobDomains", "*example.com"),
  domains("allowGlobDomains", "shop*"),
  domains("allowGlobDomains", "*.co.uk"),
  signer("ssh", { allowedDomains: "example.com, org", allowSubdomains: true }),
];
