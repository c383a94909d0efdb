import fc from "fast-check";

/** Names that are valid by themselves, short and long, and whose joins meet often. */
const part = fc.constantFrom("a", "dev", "app", "stage", "eu", "nodes", "owner", "reader", "loki");
const slugs = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("-")),
    },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,29}[a-z0-9]$/) },
  )
  .filter((name) => name.length >= 2 && name.length <= 31);

const some = (least: number, most: number) =>
  fc.uniqueArray(slugs, { minLength: least, maxLength: most });

/** The files of an organisation by path; each is right by itself. */
export const organizations = fc
  .record({
    name: slugs,
    accounts: some(1, 2),
    environments: some(1, 2),
    teams: some(1, 2),
    repositories: fc.array(some(1, 2), { minLength: 2, maxLength: 2 }),
    namespaces: fc.array(some(1, 2), { minLength: 2, maxLength: 2 }),
    routes: fc.array(some(0, 2), { minLength: 2, maxLength: 2 }),
    access: fc.boolean(),
    gateway: fc.boolean(),
  })
  .map(
    ({
      name,
      accounts,
      environments,
      teams,
      repositories,
      namespaces,
      routes,
      access,
      gateway,
    }) => {
      const region = "eu-west-1";
      const [home = "", other = home] = accounts;
      const [first = "", second] = environments;
      const organization = {
        name,
        domain: "platform.acme.example",
        contact: "platform@acme.example",
        accounts: Object.fromEntries(
          accounts.map((account, index) => [account, `${index + 1}`.repeat(12)]),
        ),
        home: { account: home, region },
        addresses: { ranges: ["10.0.0.0/8"] },
        github: { owner: "acme" },
        identity: { url: "https://id.acme.example", realm: "acme" },
        secrets: { url: "https://bao.acme.example" },
        ...(access
          ? {
              accountAccess: {
                instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
                identityStoreId: "d-0123456789",
                region,
              },
            }
          : {}),
        ...(gateway && second !== undefined
          ? { connectivity: { by: "transit-gateway", connections: [[first, second]] } }
          : {}),
      };
      const environment = (index: number) => ({
        account: index === 0 ? other : home,
        region,
        network: { zones: ["eu-west-1a", "eu-west-1b"], nat: "one" },
        cluster: { version: "1.34" },
      });
      const team = (index: number) => ({
        environments,
        repositories: repositories[index] ?? [],
        namespaces: Object.fromEntries((namespaces[index] ?? []).map((space) => [space, {}])),
        routes: Object.fromEntries(
          (routes[index] ?? []).map((route) => [route, { service: "web" }]),
        ),
      });
      return {
        "organization.yaml": organization,
        ...Object.fromEntries(
          environments.map((key, index) => [`environments/${key}.yaml`, environment(index)]),
        ),
        ...Object.fromEntries(teams.map((key, index) => [`teams/${key}.yaml`, team(index)])),
      };
    },
  );
