import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import { Refusal, type RestApi } from "../rest/api";
import { completed } from "../rest/completed";
import { type Field, flag, set, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";
import { textOf, textsOf } from "../rest/texts";
import { everything, listed, made, realmOf } from "./keycloak-access";
import { attributes } from "./multivalued";

/** `keycloak:index/group:Group` */
export const group: Table = {
  label: "group",
  name: "name",
  address: ["realmId", "parentId"],
  fields: { name: text("name"), description: text("description"), attributes },
  access: (api): Access => {
    const inner = listed((inputs) => `${realmOf(inputs)}/groups`)(api);
    return {
      ...inner,
      create: async (body, inputs) => {
        const { realmId, parentId } = inputs;
        return parentId === undefined
          ? inner.create(body, inputs)
          : made(api, route`admin/realms/${realmId}/groups/${parentId}/children`, body);
      },
    };
  },
  outputs: ({ path }) => ({ path }),
};

/** The user of exactly this name. */
async function userNamed(api: RestApi, realmId: unknown, username: string): Promise<Bag> {
  const query = route`admin/realms/${realmId}/users?username=${username}&exact=true`;
  const [user] = (await api.find<readonly Bag[]>(query)) ?? [];
  if (user === undefined) {
    throw new Refusal(404, `user with username ${username} does not exist`);
  }
  return user;
}

/** `keycloak:index/groupMemberships:GroupMemberships`: all members of a group, by username. */
export const groupMemberships: Table = {
  label: "members of group",
  name: "groupId",
  address: ["realmId", "groupId"],
  fields: { members: set("members") },
  access: (api): Access => {
    const members = ({ realmId, groupId }: Bag) =>
      everything(api, route`admin/realms/${realmId}/groups/${groupId}/members`);
    const place = ({ realmId, groupId }: Bag, userId: unknown) =>
      route`admin/realms/${realmId}/users/${userId}/groups/${groupId}`;
    const add = async (inputs: Bag, names: readonly string[]) => {
      // Look every name up first, so that a wrong one changes nothing.
      const users = [];
      for (const name of names) {
        users.push(await userNamed(api, inputs["realmId"], name));
      }
      for (const user of users) {
        await api.send("PUT", place(inputs, user["id"]));
      }
    };
    const drop = async (inputs: Bag, leaves: (name: string) => boolean) => {
      for (const member of await members(inputs)) {
        if (leaves(String(member["username"]))) {
          await api.remove(place(inputs, member["id"]));
        }
      }
    };
    return {
      create: async (_body, inputs) => {
        await add(inputs, textsOf(inputs, "members"));
        return `${String(inputs["realmId"])}/group-memberships/${String(inputs["groupId"])}`;
      },
      read: async (_id, inputs) => {
        const { realmId, groupId } = inputs;
        const there = await api.find(route`admin/realms/${realmId}/groups/${groupId}`);
        const usernames = async () => (await members(inputs)).map((user) => user["username"]);
        return there === undefined ? undefined : { members: await usernames() };
      },
      update: async (_id, _body, inputs) => {
        const wanted = textsOf(inputs, "members");
        const had = (await members(inputs)).map((user) => String(user["username"]));
        await add(
          inputs,
          wanted.filter((name) => !had.includes(name)),
        );
        await drop(inputs, (name) => !wanted.includes(name));
        return undefined;
      },
      delete: async (_id, inputs) => {
        const ours = textsOf(inputs, "members");
        await drop(inputs, (name) => ours.includes(name));
      },
    };
  },
  refuse: (inputs) => {
    const upper = textsOf(inputs, "members").find((name) => name !== name.toLowerCase());
    return upper === undefined
      ? undefined
      : `members: want usernames in lower case, as Keycloak keeps them, got "${upper}"`;
  },
};

/** Accounts at other identity providers; the API has them beside the user. */
const federated: Field = set("federatedIdentities");

/** `keycloak:index/user:User` */
export const user: Table = {
  label: "user",
  name: "username",
  address: ["realmId", "initialPassword", "import"],
  fields: {
    username: text("username"),
    email: text("email"),
    emailVerified: flag("emailVerified"),
    firstName: text("firstName"),
    lastName: text("lastName"),
    enabled: flag("enabled", true),
    requiredActions: set("requiredActions"),
    attributes,
    federatedIdentities: federated,
  },
  access: (api): Access => {
    const inner = listed((inputs) => `${realmOf(inputs)}/users`)(api);
    const path = (id: string, inputs: Bag) => route`admin/realms/${inputs["realmId"]}/users/${id}`;
    return {
      ...inner,
      create: async ({ federatedIdentities: links, ...body }, inputs) => {
        const id = await inner.create(body, inputs);
        return completed(
          id,
          async () => {
            await setPassword(api, path(id, inputs), inputs["initialPassword"]);
            await setLinks(api, path(id, inputs), links);
          },
          () => inner.delete(id, inputs),
        );
      },
      read: async (id, inputs) => {
        const body = await api.find(path(id, inputs));
        const links = await api.find<readonly Bag[]>(`${path(id, inputs)}/federated-identity`);
        return body && { ...body, ...pending(body, inputs), federatedIdentities: links ?? [] };
      },
      update: async (id, { federatedIdentities: links, passwordDue, ...body }, inputs, before) => {
        const actions = [
          ...textsOf(body, "requiredActions"),
          ...(passwordDue === true ? [due] : []),
        ];
        await inner.update(id, { ...body, requiredActions: actions }, inputs, before);
        await setLinks(api, path(id, inputs), links);
        return undefined;
      },
    };
  },
  refuse: (inputs) => {
    const name = textOf(inputs, "username") ?? "";
    return inputs["import"] === true
      ? "the sandbox does not import a user that already exists"
      : name !== name.toLowerCase()
        ? `username: want lower case, as Keycloak keeps it, got "${name}"`
        : undefined;
  },
};

const due = "UPDATE_PASSWORD";

/** Keycloak itself adds the action to change a temporary password: it is no drift. */
function pending(body: Bag, inputs: Bag): Bag {
  const { initialPassword: password } = inputs;
  const actions = textsOf(body, "requiredActions");
  return isBag(password) &&
    password["temporary"] === true &&
    !textsOf(inputs, "requiredActions").includes(due)
    ? {
        requiredActions: actions.filter((action) => action !== due),
        passwordDue: actions.includes(due),
      }
    : {};
}

/** Sets the password of a new user. It is never compared later. */
async function setPassword(api: RestApi, path: string, password: unknown): Promise<void> {
  if (isBag(password)) {
    const { value, temporary = false } = password;
    await api.send("PUT", `${path}/reset-password`, { type: "password", value, temporary });
  }
}

async function setLinks(api: RestApi, path: string, wanted: unknown): Promise<void> {
  const links = Array.isArray(wanted) ? (wanted as readonly Bag[]) : [];
  const had = (await api.find<readonly Bag[]>(`${path}/federated-identity`)) ?? [];
  const place = (link: Bag) =>
    `${path}/federated-identity/${encodeURIComponent(String(link["identityProvider"]))}`;
  for (const link of had) {
    await api.remove(place(link));
  }
  for (const link of links) {
    await api.send("POST", place(link), link);
  }
}
