import type { Bag } from "../../../cloud/store";
import { Refusal, type RestApi } from "../rest/api";
import { completed } from "../rest/completed";
import { computed, type Field, type Fields, flag, text, whole } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";
import { listed, made, realmOf } from "./keycloak-access";

const authentication = (inputs: Bag) => `${realmOf(inputs)}/authentication`;

/** The flows that a new realm has, by the property that binds them. */
const standardFlows: Readonly<Record<string, string>> = {
  browserFlow: "browser",
  registrationFlow: "registration",
  directGrantFlow: "direct grant",
  resetCredentialsFlow: "reset credentials",
  clientAuthenticationFlow: "clients",
  dockerAuthenticationFlow: "docker auth",
  firstBrokerLoginFlow: "first broker login",
};

/** Properties that bind a realm's flows. @param field Makes a field from the API's name for the flow. */
export const bindingFields = (field: (at: string) => Field): Fields =>
  Object.fromEntries(Object.keys(standardFlows).map((name) => [name, field(name)]));

/** `keycloak:authentication/bindings:Bindings`; its id is the realm's. A delete binds the standard flows. */
export const bindings: Table = {
  label: "flow bindings of realm",
  name: "realmId",
  address: ["realmId"],
  fields: bindingFields((at) => computed(text(at), standardFlows[at])),
  access: (api) => {
    const put = (inputs: Bag, body: Bag) => api.send("PUT", realmOf(inputs), body);
    const bound = (body: Bag) =>
      Object.fromEntries(Object.keys(standardFlows).map((name) => [name, body[name]]));
    return {
      create: async (body, inputs) => {
        await put(inputs, bound(body));
        return String(inputs["realmId"]);
      },
      read: (id) => api.find(route`admin/realms/${id}`),
      update: async (_id, body, inputs) => {
        await put(inputs, bound(body));
        return undefined;
      },
      delete: async (_id, inputs) => {
        await api.send("PUT", realmOf(inputs), standardFlows, [404]);
      },
    };
  },
};

/** `keycloak:authentication/flow:Flow` */
export const flow: Table = {
  label: "authentication flow",
  name: "alias",
  address: ["realmId"],
  fields: {
    alias: text("alias"),
    providerId: text("providerId", "basic-flow"),
    description: text("description"),
  },
  access: listed((inputs) => `${authentication(inputs)}/flows`, { topLevel: true, builtIn: false }),
};

/** Fields of an execution beside its flow. */
const execution: Fields = {
  requirement: text("requirement", "DISABLED"),
  priority: computed(whole("priority")),
};

const executionsOf = (inputs: Bag) =>
  `${authentication(inputs)}/flows/${encodeURIComponent(String(inputs["parentFlowAlias"]))}/executions`;

async function setExecution(api: RestApi, inputs: Bag, id: string, body: Bag): Promise<void> {
  const { requirement, priority } = body;
  await api.send("PUT", executionsOf(inputs), {
    id,
    requirement,
    // If omitted, Keycloak sets the priority to 0.
    priority: priority ?? (await executionWith(api, inputs, "id", id))?.["priority"],
  });
}

/** An execution of the parent flow, or nothing if one of them is gone. */
async function executionWith(
  api: RestApi,
  inputs: Bag,
  key: "id" | "flowId",
  value: string,
): Promise<Bag | undefined> {
  const all = await api.find<readonly Bag[]>(executionsOf(inputs));
  return all?.find((one) => one[key] === value);
}

/** `keycloak:authentication/execution:Execution` */
export const executionKind: Table = {
  label: "authentication execution",
  name: "authenticator",
  address: ["realmId", "parentFlowAlias", "authenticator"],
  fields: execution,
  access: (api): Access => {
    const path = (id: string, inputs: Bag) =>
      `${authentication(inputs)}/executions/${encodeURIComponent(id)}`;
    return {
      create: async (body, inputs) => {
        const provider = inputs["authenticator"];
        const id = await made(api, `${executionsOf(inputs)}/execution`, { provider });
        return completed(
          id,
          () => setExecution(api, inputs, id, body),
          () => api.remove(path(id, inputs)),
        );
      },
      read: (id, inputs) => api.find(path(id, inputs)),
      update: async (id, body, inputs) => {
        await setExecution(api, inputs, id, body);
        return undefined;
      },
      delete: (id, inputs) => api.remove(path(id, inputs)),
    };
  },
};

/** `keycloak:authentication/subflow:Subflow`: a flow and the execution that runs it. */
export const subflow: Table = {
  label: "authentication subflow",
  name: "alias",
  address: ["realmId", "parentFlowAlias", "authenticator"],
  fields: {
    alias: text("alias"),
    providerId: text("providerId", "basic-flow"),
    description: text("description"),
    ...execution,
  },
  access: (api): Access => {
    const path = (id: string, inputs: Bag) =>
      `${authentication(inputs)}/flows/${encodeURIComponent(id)}`;
    const gone = async (id: string, inputs: Bag) => {
      const runner = await executionWith(api, inputs, "flowId", id);
      if (runner !== undefined) {
        await api.remove(`${authentication(inputs)}/executions/${String(runner["id"])}`);
      }
    };
    const set = async (id: string, body: Bag, inputs: Bag) => {
      const { alias, providerId, description } = body;
      const runner = await executionWith(api, inputs, "flowId", id);
      if (runner === undefined) {
        throw new Refusal(404, `no execution of ${String(inputs["parentFlowAlias"])} runs it`);
      }
      const flowBody = { id, alias, providerId, description, topLevel: false, builtIn: false };
      await api.send("PUT", path(id, inputs), flowBody);
      await setExecution(api, inputs, String(runner["id"]), body);
    };
    return {
      create: async (body, inputs) => {
        const { alias, providerId: type, description } = body;
        const provider = inputs["authenticator"] ?? "";
        const wanted = { alias, type, description, provider };
        const id = await made(api, `${executionsOf(inputs)}/flow`, wanted);
        return completed(
          id,
          () => set(id, body, inputs),
          () => gone(id, inputs),
        );
      },
      read: async (id, inputs) => {
        const body = await api.find(path(id, inputs));
        const runner = await executionWith(api, inputs, "flowId", id);
        return body === undefined || runner === undefined
          ? undefined
          : { ...body, requirement: runner["requirement"], priority: runner["priority"] };
      },
      update: async (id, body, inputs) => {
        await set(id, body, inputs);
        return undefined;
      },
      delete: gone,
    };
  },
};

/** `keycloak:authentication/executionConfig:ExecutionConfig` */
export const executionConfig: Table = {
  label: "execution configuration",
  name: "alias",
  address: ["realmId", "executionId"],
  fields: {
    alias: text("alias"),
    config: { extra: ["config"], dropped: "left out" },
  },
  access: (api): Access => {
    const { read, update, delete: remove } = listed((i) => `${authentication(i)}/config`)(api);
    return {
      create: (body, inputs) =>
        made(
          api,
          route`admin/realms/${inputs["realmId"]}/authentication/executions/${inputs["executionId"]}/config`,
          body,
        ),
      read,
      update,
      delete: remove,
    };
  },
};

/** `keycloak:index/requiredAction:RequiredAction`; its id is `<realm>/<alias>`. */
export const requiredAction: Table = {
  label: "required action",
  name: "alias",
  address: ["realmId", "alias"],
  fields: {
    name: computed(text("name")),
    enabled: flag("enabled"),
    defaultAction: flag("defaultAction"),
    priority: computed(whole("priority")),
    config: { extra: ["config"], dropped: "left out" },
  },
  access: (api): Access => {
    const path = (inputs: Bag) =>
      `${authentication(inputs)}/required-actions/${encodeURIComponent(String(inputs["alias"]))}`;
    return {
      create: async (body, inputs) => {
        const { realmId, alias } = inputs;
        const list = `${authentication(inputs)}/unregistered-required-actions`;
        const spare = await api.find<readonly Bag[]>(list);
        const found = spare?.find((action) => action["providerId"] === alias);
        if (found !== undefined) {
          await api.send("POST", `${authentication(inputs)}/register-required-action`, found);
        }
        const now = await api.find(path(inputs));
        if (now === undefined) {
          throw new Refusal(404, "the server has no such required action");
        }
        await api.send("PUT", path(inputs), { ...now, ...body });
        return `${String(realmId)}/${String(alias)}`;
      },
      read: (_id, inputs) => api.find(path(inputs)),
      update: async (_id, body, inputs) => {
        await api.send("PUT", path(inputs), body);
        return undefined;
      },
      delete: (_id, inputs) => api.remove(path(inputs)),
    };
  },
  refuse: ({ defaultAction, enabled }) =>
    defaultAction === true && enabled !== true ? "defaultAction needs enabled: true" : undefined,
};
