import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import { Refusal, type RestApi } from "../rest/api";
import { type Field, flag, list, set, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { realmOf } from "./keycloak-access";

/** Conditions whose configuration holds JSON as text. */
const keepsText = "client-attributes";

/**
 * Steps of a profile or a policy: `{ name, configuration }` in a program, whose values are texts;
 * values that are JSON are JSON in the API.
 * @param kind The API's name for a step's action.
 */
function steps(at: string, kind: "executor" | "condition"): Field {
  const inner = list(at);
  const write = (value: unknown) =>
    (value as readonly Bag[]).map((step) => {
      const { name, configuration } = step;
      return {
        [kind]: name,
        configuration: each(configuration, name === keepsText ? same : parsed),
      };
    });
  const read = (value: unknown) =>
    (Array.isArray(value) ? (value as readonly Bag[]) : []).map((step) => {
      const configuration = each(step["configuration"], spelled);
      return {
        name: step[kind],
        ...(Object.keys(configuration).length === 0 ? {} : { configuration }),
      };
    });
  return { ...inner, write, read, same: (a, b) => inner.same(read(a), read(b)) };
}

const same = (value: unknown) => value;

const parsed = (value: unknown): unknown =>
  typeof value === "string" && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;

const spelled = (value: unknown): unknown =>
  typeof value === "string" ? value : JSON.stringify(value);

function each(configuration: unknown, change: (value: unknown) => unknown): Bag {
  const entries = Object.entries(isBag(configuration) ? configuration : {});
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]));
}

/** A named element of a realm's list, which the API reads and writes only as a whole. */
function entryOf(list: "profiles" | "policies", kind: string) {
  return (api: RestApi): Access => {
    const path = (inputs: Bag) => `${realmOf(inputs)}/client-policies/${list}`;
    const all = async (inputs: Bag): Promise<readonly Bag[]> => {
      const body = await api.find(path(inputs));
      return (body?.[list] ?? []) as readonly Bag[];
    };
    const named = (inputs: Bag) => (one: Bag) => one["name"] === inputs["name"];
    // Several creates run at once, and each writes the whole list.
    const change = (inputs: Bag, edit: (had: readonly Bag[]) => readonly Bag[]) =>
      alone(path(inputs), async () => {
        await api.send("PUT", path(inputs), { [list]: edit(await all(inputs)) });
      });
    return {
      create: async (body, inputs) => {
        await change(inputs, (had) => {
          if (had.some(named(inputs))) {
            throw new Refusal(409, `the realm has one of this name already`);
          }
          return [...had, { ...body, name: inputs["name"] }];
        });
        return `${String(inputs["realmId"])}/${kind}/${String(inputs["name"])}`;
      },
      read: async (_id, inputs) => (await all(inputs)).find(named(inputs)),
      update: async (_id, body, inputs) => {
        await change(inputs, (had) => had.map((one) => (named(inputs)(one) ? body : one)));
        return undefined;
      },
      delete: async (_id, inputs) => {
        if ((await all(inputs)).some(named(inputs))) {
          await change(inputs, (had) => had.filter((one) => !named(inputs)(one)));
        }
      },
    };
  };
}

const queues = new Map<string, Promise<unknown>>();

/** Waits for other work of this process on the same list. */
async function alone<T>(thing: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(thing) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(work);
  queues.set(thing, mine);
  return mine;
}

/** `keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile` */
export const clientProfile: Table = {
  label: "client policy profile",
  name: "name",
  address: ["realmId", "name"],
  fields: { description: text("description"), executors: steps("executors", "executor") },
  access: entryOf("profiles", "realm-client-policy-profiles"),
};

/** `keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy` */
export const clientPolicy: Table = {
  label: "client policy",
  name: "name",
  address: ["realmId", "name"],
  fields: {
    description: text("description"),
    enabled: flag("enabled", true),
    conditions: steps("conditions", "condition"),
    profiles: set("profiles"),
  },
  access: entryOf("policies", "realm-client-policy-profile-policies"),
};
