/**
 * The Node.js language host of an engine that was built from source: it starts the program's
 * process when the engine asks for it. An installed Pulumi brings its own.
 */
import "../loading/plugin";

import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import {
  type ILanguageRuntimeServer,
  LanguageRuntimeService,
} from "@pulumi/pulumi/proto/language_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { engineVersion } from "./find-engine";
import { exitWithParent } from "../processes/parent";

const engineAddress = process.argv.at(-1) ?? "";
const programs = new Set<ChildProcess>();
/** Node's arguments for a program or a policy pack. */
const sooner = (of: "program" | "pack") => ["--require", join(__dirname, `../loading/${of}.js`)];
/** Exit code of a program that has already printed its error for the user. */
const bailCode = 32;

const run: grpc.handleUnaryCall<pb.RunRequest, pb.RunResponse> = ({ request }, reply) => {
  const info = request.getInfo() ?? new pb.ProgramInfo();
  const program = spawn(process.execPath, programArgs(request, info), {
    cwd: info.getProgramDirectory(),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  programs.add(program);
  program.stdout.pipe(process.stdout, { end: false });
  program.stderr.pipe(process.stderr, { end: false });
  program.on("exit", (code) => {
    programs.delete(program);
    const response = new pb.RunResponse();
    if (code === bailCode) {
      response.setBail(true);
    } else if (code !== 0) {
      response.setError(`the program ended with ${String(code)}`);
    }
    reply(null, response);
  });
};

function programArgs(request: pb.RunRequest, info: pb.ProgramInfo): string[] {
  const resolver = createRequire(join(info.getProgramDirectory(), "_.js"));
  const flags: Record<string, string | number> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    parallel: request.getParallel(),
  };
  return [
    ...sooner("program"),
    resolver.resolve("@pulumi/pulumi/cmd/run"),
    ...Object.entries(flags).flatMap(([key, value]) => (value ? [`--${key}`, String(value)] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
}

/**
 * Starts a plugin that is a Node.js package: compiled policy packs only.
 * It streams the plugin's output back: the port comes first.
 */
const runPlugin: grpc.handleServerStreamingCall<pb.RunPluginRequest, pb.RunPluginResponse> = (
  call,
) => {
  const { request } = call;
  const folder = (request.getInfo() ?? new pb.ProgramInfo()).getProgramDirectory();
  const isPack = request.getKind() === "analyzer";
  const runner = isPack ? "@pulumi/pulumi/cmd/run-policy-pack" : "@pulumi/pulumi/cmd/run-plugin";
  const module = createRequire(join(folder, "_.js")).resolve(runner);
  const args = isPack ? [...request.getArgsList(), folder] : [folder, ...request.getArgsList()];
  const plugin = spawn(
    process.execPath,
    [...sooner(isPack ? "pack" : "program"), module, ...args],
    {
      cwd: isPack ? folder : request.getPwd(),
      stdio: ["ignore", "pipe", "pipe"],
      env: Object.fromEntries(request.getEnvList().map((pair) => splitOnce(pair, "="))),
    },
  );
  programs.add(plugin);
  plugin.stdout.on("data", (chunk: Buffer) => {
    call.write(new pb.RunPluginResponse().setStdout(chunk));
  });
  plugin.stderr.on("data", (chunk: Buffer) => {
    call.write(new pb.RunPluginResponse().setStderr(chunk));
  });
  plugin.on("exit", (code) => {
    programs.delete(plugin);
    call.write(new pb.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => plugin.kill());
};

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
}

function stopPrograms(): void {
  programs.forEach((program) => program.kill());
}

/** A call with a constant answer. */
const always =
  <Response>(response: Response): grpc.handleUnaryCall<unknown, Response> =>
  (_call, reply) => {
    reply(null, response);
  };

const about = new pb.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
const handlers: Partial<ILanguageRuntimeServer> = {
  handshake: always(new pb.LanguageHandshakeResponse()),
  getRequiredPlugins: always(new pb.GetRequiredPluginsResponse()),
  getRequiredPackages: always(new pb.GetRequiredPackagesResponse()),
  getProgramDependencies: always(new pb.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: always(new pb.RuntimeOptionsResponse()),
  getPluginInfo: always(new PluginInfo().setVersion(engineVersion)),
  about: always(about),
  run,
  runPlugin,
  installDependencies(call) {
    call.end();
  },
  cancel(_call, reply) {
    stopPrograms();
    reply(null, new Empty());
  },
};

const server = new grpc.Server();
server.addService(LanguageRuntimeService, handlers as grpc.UntypedServiceImplementation);
exitWithParent(stopPrograms);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.stdout.write(`${String(port)}\n`);
});
