/** The wire of the offline cloud: one process a package, started by the engine as `pulumi-resource-<package>`. */
import { join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { exitWithParent } from "../parent";
import { OfflineCloud, Refused } from "./provider";
import { CloudStore, type Properties } from "./store";

/** Any message of the SDK's untyped protocol: setters in, getters out. */
type Message = Record<string, (value?: unknown) => unknown>;
type Messages = Record<string, (new (fields?: unknown[]) => Message) & Record<string, unknown>>;
type Call = { readonly request: Message };
type Answer = (request: Message) => unknown;

/* eslint-disable @typescript-eslint/no-require-imports --
   the SDK publishes its protocol as untyped CommonJS */
const pb = require("@pulumi/pulumi/proto/provider_pb") as Messages;
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb") as Messages;
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb") as {
  ResourceProviderService: grpc.ServiceDefinition;
};
/* eslint-enable @typescript-eslint/no-require-imports */

const [, , pkg = "aws", version = "0.0.0"] = process.argv;
const path =
  process.env["GROUNDWORK_CLOUD_STORE"] ??
  join(process.env["PULUMI_HOME"] ?? ".", "offline-cloud.sqlite");
let opened: CloudStore | undefined;
const cloud = new OfflineCloud(pkg, () => (opened ??= CloudStore.open(path)));

function make(name: string, fields: Record<string, unknown> = {}): Message {
  const type = name === "PluginInfo" ? PluginInfo : pb[name];
  if (type === undefined) {
    throw new Error(`the Pulumi SDK has no message ${name}`);
  }
  const message = new type();
  for (const [key, value] of Object.entries(fields)) {
    message[`set${key}`]?.(value);
  }
  return message;
}

const text = (request: Message, field: string) => request[`get${field}`]?.() as string;
const tokenOf = (request: Message) => text(request, "Urn").split("::")[2]?.split("$").at(-1) ?? "";
const struct = (properties: Properties) =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as never);

/** Properties of a request; the engine's own, such as `__defaults`, are not ours. */
function properties(request: Message, field: string): Properties {
  const value = request[`get${field}`]?.() as Struct | undefined;
  const all = (value?.toJavaScript() ?? {}) as Properties;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith("__")));
}

function configure(request: Message): Message {
  const args = properties(request, "Args");
  const accounts = parsed(args["allowedAccountIds"]);
  const account = Array.isArray(accounts) ? String(accounts[0]) : "000000000000";
  const region = typeof args["region"] === "string" ? args["region"] : "us-east-1";
  cloud.partition = `${account}/${region}`;
  return make("ConfigureResponse", { Supportspreview: true, Acceptresources: true });
}

/** Provider settings that are not strings travel as JSON. */
function parsed(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

function check(request: Message): Message {
  const failures = cloud
    .check(tokenOf(request), properties(request, "News"))
    .map(({ property, reason }) => make("CheckFailure", { Property: property, Reason: reason }));
  return make("CheckResponse", { Inputs: request["getNews"]?.(), FailuresList: failures });
}

function diff(request: Message): Message {
  const olds = properties(request, "OldInputs");
  const { changed, replaces } = cloud.diff(tokenOf(request), olds, properties(request, "News"));
  const kinds = pb["DiffResponse"]?.["DiffChanges"] as Record<string, number>;
  return make("DiffResponse", {
    Changes: changed.length > 0 ? kinds["DIFF_SOME"] : kinds["DIFF_NONE"],
    DiffsList: changed,
    ReplacesList: replaces,
    Deletebeforereplace: replaces.length > 0,
  });
}

function create(request: Message): Message {
  const inputs = properties(request, "Properties");
  if (request["getPreview"]?.() === true) {
    return make("CreateResponse", { Properties: struct(inputs) });
  }
  const { id, state } = cloud.create(tokenOf(request), inputs);
  return make("CreateResponse", { Id: id, Properties: struct(state) });
}

function update(request: Message): Message {
  const inputs = properties(request, "News");
  const preview = request["getPreview"]?.() === true;
  const state = preview
    ? inputs
    : cloud.update(tokenOf(request), text(request, "Id"), inputs).state;
  return make("UpdateResponse", { Properties: struct(state) });
}

function read(request: Message): Message {
  const found = cloud.read(tokenOf(request), text(request, "Id"));
  return found === undefined
    ? make("ReadResponse")
    : make("ReadResponse", {
        Id: found.id,
        Properties: struct(found.state),
        Inputs: struct(found.inputs),
      });
}

function remove(request: Message): Empty {
  cloud.delete(tokenOf(request), text(request, "Id"));
  return new Empty();
}

function invoke(request: Message): never {
  throw new Refused(`SIMULATED ${pkg}: the offline cloud has no facts for ${text(request, "Tok")}`);
}

/** Answers a call, and turns a refusal into one line without a stack trace. */
function answer(work: Answer) {
  return (call: Call, reply: grpc.sendUnaryData<unknown>) => {
    try {
      reply(null, work(call.request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      reply({ code: grpc.status.FAILED_PRECONDITION, details });
    }
  };
}

const accepts = { Acceptresources: true, Supportspreview: true };
const service: Record<string, Answer> = {
  handshake: () => make("ProviderHandshakeResponse", accepts),
  getPluginInfo: () => make("PluginInfo", { Version: version }),
  getSchema: () => make("GetSchemaResponse", { Schema: "{}" }),
  checkConfig: (request) => make("CheckResponse", { Inputs: request["getNews"]?.() }),
  diffConfig: () => make("DiffResponse"),
  configure,
  check,
  diff,
  create,
  update,
  read,
  delete: remove,
  invoke,
  cancel: () => new Empty(),
  attach: () => new Empty(),
};

exitWithParent();
const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
const handlers = Object.entries(service).map(([name, work]) => [name, answer(work)]);
server.addService(
  ResourceProviderService,
  Object.fromEntries(handlers) as grpc.UntypedServiceImplementation,
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.stdout.write(`${String(port)}\n`);
});
