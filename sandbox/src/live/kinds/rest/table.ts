import type { Bag } from "../../../cloud/store";
import { type LiveKind, LiveRefusal, type LiveResource, LiveSilence } from "../live-kind";
import { Refusal, type RestApi, Silence } from "./api";
import { type Fields } from "./fields";
import { projected, shown, written } from "./paths-of-keys";
import { withoutSecrets } from "./secret-names";

/** Calls of the API for one kind. */
export interface Access {
  /** @returns the id. */
  readonly create: (body: Bag, inputs: Bag) => Promise<string>;
  /** @returns nothing if it is gone. */
  readonly read: (id: string, inputs: Bag) => Promise<Bag | undefined>;
  /** @param body The server's object, with the program's properties in place. */
  readonly update: (id: string, body: Bag, inputs: Bag, before: Bag) => Promise<string | undefined>;
  readonly delete: (id: string, inputs: Bag) => Promise<void>;
}

/** One kind, described by a table. */
export interface Table {
  /** Its name in messages, such as `client`. */
  readonly label: string;
  /** Property whose value identifies it in messages. */
  readonly name: string;
  /** Properties that form its path. They are not compared. */
  readonly address: readonly string[];
  readonly fields: Fields;
  readonly access: (api: RestApi) => Access;
  /** Outputs beside the mapped properties. */
  readonly outputs?: (body: Bag, inputs: Bag) => Bag;
  /** The provider's own refusal, before it calls the server. */
  readonly refuse?: (inputs: Bag) => string | undefined;
}

export interface LiveOptions {
  /** Milliseconds that an answer may take. Default: 30 000. */
  readonly timeout?: number;
}

/** Finds kinds by token. Connects to the server at the first kind. */
export function kindsOf(
  tables: Readonly<Record<string, Table>>,
  connect: () => RestApi,
): (token: string) => LiveKind | undefined {
  let api: RestApi | undefined;
  return (token) => {
    const table = Object.hasOwn(tables, token) ? tables[token] : undefined;
    return table === undefined ? undefined : liveKind(table, (api ??= connect()));
  };
}

/** Makes a kind from its table: one create, read, update and delete for all kinds. */
function liveKind(table: Table, api: RestApi): LiveKind {
  const { fields, label } = table;
  const access = table.access(api);
  const known = [...table.address, ...Object.keys(fields).map((path) => path.split(".")[0])];

  const resource = (id: string, inputs: Bag, body: Bag): LiveResource => {
    const seen = projected(fields, inputs, body);
    const outputs = table.outputs?.(body, inputs);
    return { id, inputs: seen, state: { ...shown(fields, body), ...seen, ...outputs, id } };
  };

  const doing = async <T>(verb: string, inputs: Bag, work: () => Promise<T>): Promise<T> => {
    const name = inputs[table.name];
    const attempt = `${verb} ${label}${typeof name === "string" ? ` "${name}"` : ""}`;
    try {
      return await work();
    } catch (error) {
      throw explained(error, api, attempt, inputs);
    }
  };

  const check = (inputs: Bag) => {
    const foreign = Object.keys(inputs).filter((key) => !known.includes(key));
    const problem =
      foreign.length > 0
        ? `the sandbox does not pass ${foreign.join(", ")} on to ${api.server.name} yet; leave it out, or run without --live`
        : table.refuse?.(inputs);
    if (problem !== undefined) {
      throw new Error(problem);
    }
  };

  const required = async (id: string, inputs: Bag): Promise<Bag> => {
    const body = await access.read(id, inputs);
    if (body === undefined) {
      throw new Refusal(404, `${id} does not exist`);
    }
    return body;
  };

  return {
    create: (inputs) =>
      doing("create", inputs, async () => {
        check(inputs);
        const id = await access.create(written(fields, inputs), inputs);
        return resource(id, inputs, await required(id, inputs));
      }),
    read: (id, inputs) =>
      doing("read", inputs, async () => {
        const body = await access.read(id, inputs);
        return body === undefined ? undefined : resource(id, inputs, body);
      }),
    update: (id, inputs, before) =>
      doing("update", inputs, async () => {
        check(inputs);
        const body = written(fields, inputs, await required(id, before), before);
        const moved = (await access.update(id, body, inputs, before)) ?? id;
        return resource(moved, inputs, await required(moved, inputs));
      }),
    delete: (id, inputs) => doing("delete", inputs, () => access.delete(id, inputs)),
  };
}

function explained(error: unknown, api: RestApi, attempt: string, inputs: Bag): Error {
  const { name, url } = api.server;
  if (error instanceof Refusal) {
    const { status, message } = error;
    const shownMessage = withoutSecrets(message, inputs);
    return status >= 500
      ? new LiveRefusal(
          status,
          `${name} at ${url} failed to ${attempt} (${status}: ${shownMessage}); look into its log, then try again`,
        )
      : new LiveRefusal(status, `${name} refused to ${attempt} (${status}): ${shownMessage}`);
  }
  const words = error instanceof Error ? error.message : String(error);
  const text = `can't ${attempt}: ${withoutSecrets(words, inputs)}`;
  return error instanceof Silence ? new LiveSilence(text, error.unsent) : new Error(text);
}
