/**
 * The protocol of the offline cloud: one process per provider, which the engine starts as
 * `pulumi-resource-<package>`. Arguments: package, version, folder of the SDK package.
 */
import "../loading/plugin";

import { dirname, join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  type IResourceProviderServer,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { bySdkVariable } from "../foreign";
import { liveDescription } from "../live/description";
import type { PassThrough } from "../live/kinds/pass-through";
import { exitWithParent } from "../processes/parent";
import { cacheFolder } from "../paths";
import { answerOf } from "./data-sources";
import { Declarations, declarationsFolder } from "./declarations";
import { type Operation, parseFaults } from "./faults";
import type { Place } from "./ground";
import { KillPoints } from "./kill-points";
import { placeOf } from "./place";
import { OfflineCloud, Refused } from "./provider";
import { type Bag, CloudStore, type Stored } from "./store";
import { unwrapSecrets, wrapSecrets } from "./values";

const [, , pkg = "aws", version = "0.0.0", sdkFolder = ""] = process.argv;
const home = process.env["PULUMI_HOME"] ?? dirname(process.argv[1] ?? "");
const storePath = process.env["GROUNDWORK_CLOUD_STORE"] ?? join(home, "offline-cloud.sqlite");
const faults = parseFaults(process.env["GROUNDWORK_FAULTS"] ?? "");
const killPoints = KillPoints.parse(process.env["GROUNDWORK_KILL"] ?? "");
const declarations = new Declarations(sdkFolder, declarationsFolder(cacheFolder(), pkg, version));

let opened: CloudStore | undefined;
const store = () => (opened ??= CloudStore.open(storePath));
const cloud = new OfflineCloud({
  pkg,
  store,
  unreachable,
  declaration: (token) => declarations.of(token),
  label: (token) => servers?.labelOf(token),
  bySdk: process.env[bySdkVariable] === "true",
});

const cancellation = new AbortController();
const cancelled = new Promise((resolve) => {
  cancellation.signal.addEventListener("abort", resolve);
});

/** The real servers, if there are some; offline, none of their code is loaded. */
const description = liveDescription();
let servers: PassThrough | undefined;
async function live(): Promise<PassThrough | undefined> {
  if (description !== undefined && servers === undefined) {
    const { passThrough } = await import("../live/kinds/places.js");
    servers ??= passThrough(pkg, description, cloud, cancellation.signal);
  }
  return servers;
}

const tokenOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";
const nameOf = (urn: string) => urn.split("::").slice(3).join("::");
const bag = (struct: Struct | undefined) => (struct?.toJavaScript() ?? {}) as Bag;
const struct = (properties: Bag) =>
  Struct.fromJavaScript(
    JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0],
  );

/** Properties of a request without the engine's own, such as `__defaults`. */
function received(struct: Struct | undefined) {
  const own = Object.entries(bag(struct)).filter(([name]) => !name.startsWith("__"));
  return unwrapSecrets(Object.fromEntries(own));
}

/** A cluster that package `aws` has not made answers no one, and nobody can assume a missing role. */
function unreachable({ account, role }: Place): string | undefined {
  const has = (token: string, output: string, value: string) =>
    store()
      .kind(token)
      .some((stored) => stored.state[output] === value);
  if (pkg === "kubernetes" && !has("aws:eks/cluster:Cluster", "endpoint", account)) {
    return `no cluster answers at "${account}"`;
  }
  return role === undefined || has("aws:iam/role:Role", "arn", role)
    ? undefined
    : `AccessDenied: not authorized to perform sts:AssumeRole on ${role}`;
}

/** Runs a call, but fails it where a fault is declared for it. */
async function injured<T>(
  token: string,
  op: Operation,
  work: (servers?: PassThrough) => T | Promise<T>,
): Promise<T> {
  const real = await live();
  const fault = faults.find((f) => f.token === token && f.op === op);
  if (fault !== undefined) {
    await real?.kind(token);
  }
  if (fault?.mode === "fail") {
    throw new Refused(`${cloud.label(token)}: injected fault: ${op} of ${token} fails`);
  }
  if (fault?.mode === "hang") {
    await cancelled;
    throw new Refused(`${cloud.label(token)}: ${op} of ${token} was cancelled`);
  }
  const result = await killPoints.around(op, async () => work(real));
  if (fault?.mode === "die-after") {
    // The engine prints this line although the plugin ends.
    console.error(
      `${cloud.label(token)}: injected fault: ${op} of ${token} took effect; the plugin ends`,
    );
    process.exit(1);
  }
  return result;
}

function answered(stored: Stored): Struct {
  return struct(wrapSecrets(stored.state, stored.secrets));
}

async function create(request: pb.CreateRequest): Promise<pb.CreateResponse> {
  const token = tokenOf(request.getUrn());
  const response = new pb.CreateResponse();
  if (request.getPreview()) {
    return response.setProperties(request.getProperties());
  }
  const given = received(request.getProperties());
  const urn = request.getUrn();
  const stored = await injured(token, "create", (servers) =>
    (servers ?? cloud).create(token, given, urn),
  );
  return response.setId(stored.id).setProperties(answered(stored));
}

async function update(request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
  const token = tokenOf(request.getUrn());
  const response = new pb.UpdateResponse();
  if (request.getPreview()) {
    return response.setProperties(request.getNews());
  }
  const given = received(request.getNews());
  const olds = received(request.getOldInputs()).plain;
  const [id, urn] = [request.getId(), request.getUrn()];
  const stored = await injured(
    token,
    "update",
    (servers) => servers?.update(token, id, given, olds, urn) ?? cloud.update(token, id, given),
  );
  return response.setProperties(answered(stored));
}

async function read(request: pb.ReadRequest): Promise<pb.ReadResponse> {
  const token = tokenOf(request.getUrn());
  const given = received(request.getInputs());
  const found = await injured(token, "read", (servers) =>
    (servers ?? cloud).read(token, request.getId(), given),
  );
  const response = new pb.ReadResponse();
  const isRefresh = request.getProperties()?.getFieldsMap().getLength() !== 0;
  if (found === undefined && !isRefresh && servers === undefined) {
    throw new Refused(cloud.absence(token, request.getId()));
  }
  return found === undefined
    ? response
    : response
        .setId(found.id)
        .setProperties(answered(found))
        .setInputs(struct(wrapSecrets(found.inputs, found.secrets)));
}

async function remove(request: pb.DeleteRequest): Promise<Empty> {
  const token = tokenOf(request.getUrn());
  const olds = received(request.getOldInputs()).plain;
  await injured(token, "delete", (servers) =>
    (servers ?? cloud).delete(token, request.getId(), olds),
  );
  return new Empty();
}

function check(request: pb.CheckRequest): pb.CheckResponse {
  const urn = request.getUrn();
  const given = received(request.getNews());
  const olds = received(request.getOlds()).plain;
  const seed = request.getRandomseed_asU8();
  const { inputs, failures } = cloud.check(tokenOf(urn), nameOf(urn), given, olds, seed);
  // Without a property, since the engine would print its value, secret or not.
  const list = failures.map(({ property, reason }) =>
    new pb.CheckFailure().setReason(`${property}: ${reason}`),
  );
  const own = { ...bag(request.getNews()), ...wrapSecrets(inputs, given.secrets) };
  return new pb.CheckResponse().setInputs(struct(own)).setFailuresList(list);
}

function diff(request: pb.DiffRequest): pb.DiffResponse {
  const olds = received(request.getOldInputs()).plain;
  const news = received(request.getNews()).plain;
  const [token, name] = [tokenOf(request.getUrn()), nameOf(request.getUrn())];
  const { changed, replaces, deleteFirst } = cloud.diff(token, olds, news, name);
  const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
  return new pb.DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deleteFirst);
}

function configure(request: pb.ConfigureRequest): pb.ConfigureResponse {
  cloud.place = placeOf(pkg, unwrapSecrets(bag(request.getArgs())).plain);
  return new pb.ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(true);
}

function invoke(request: pb.InvokeRequest): pb.InvokeResponse {
  const args = received(request.getArgs()).plain;
  const answer = answerOf(pkg, request.getTok(), args, store());
  return new pb.InvokeResponse().setReturn(struct(answer));
}

/** Answers a call, and turns a refusal into one line without a stack trace. */
function answering<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, reply) => {
    Promise.resolve()
      .then(() => work(call.request))
      .then((response) => {
        reply(null, response);
      })
      .catch((error: unknown) => {
        const details = error instanceof Error ? error.message : String(error);
        reply({ code: grpc.status.FAILED_PRECONDITION, details });
      });
  };
}

const handlers: Partial<IResourceProviderServer> = {
  handshake: answering(() =>
    new pb.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
  ),
  getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
  getSchema: answering(() => new pb.GetSchemaResponse().setSchema("{}")),
  checkConfig: answering((request: pb.CheckRequest) =>
    new pb.CheckResponse().setInputs(request.getNews()),
  ),
  diffConfig: answering(() => new pb.DiffResponse()),
  configure: answering(configure),
  check: answering(check),
  diff: answering(diff),
  create: answering(create),
  update: answering(update),
  read: answering(read),
  delete: answering(remove),
  invoke: answering(invoke),
  cancel: answering(() => {
    cancellation.abort();
    return new Empty();
  }),
  attach: answering(() => new Empty()),
};

exitWithParent();
const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(ResourceProviderService, handlers as grpc.UntypedServiceImplementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.stdout.write(`${String(port)}\n`);
});
