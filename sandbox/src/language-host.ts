/**
 * The Node.js language host of an engine that was built from source: it starts the program's
 * process when the engine asks for it. An installed Pulumi brings its own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { exitWithParent } from "./parent";

/* eslint-disable @typescript-eslint/no-require-imports --
   the SDK publishes its protocol as untyped CommonJS */
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb") as {
  LanguageRuntimeService: grpc.ServiceDefinition;
};
const messages = require("@pulumi/pulumi/proto/language_pb") as Record<string, new () => Message>;
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb") as {
  PluginInfo: new () => Message;
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** What we set on a protocol message. */
interface Message {
  setVersion(version: string): void;
  setBail(bail: boolean): void;
  setError(error: string): void;
  setExecutable(path: string): void;
}

interface ProgramInfo {
  getRootDirectory(): string;
  getProgramDirectory(): string;
  getEntryPoint(): string;
}

interface RunRequest {
  getInfo(): ProgramInfo;
  getMonitorAddress(): string;
  getOrganization(): string;
  getProject(): string;
  getStack(): string;
  getDryrun(): boolean;
  getParallel(): number;
  getArgsList(): string[];
  getConfigMap(): { entries(): Iterable<[string, string]> };
  getConfigsecretkeysList(): string[];
}

type Reply = grpc.sendUnaryData<unknown>;
const engineAddress = process.argv.at(-1) ?? "";
const programs = new Set<ChildProcess>();
/** Exit code of a program that has already told the user what went wrong. */
const bailCode = 32;

function message(name: string): Message {
  const type = messages[name];
  if (type === undefined) {
    throw new Error(`the Pulumi SDK has no message ${name}`);
  }
  return new type();
}

const empty = (name: string) => (_call: unknown, reply: Reply) => {
  reply(null, message(name));
};

function run(call: { request: RunRequest }, reply: Reply): void {
  const { request } = call;
  const info = request.getInfo();
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
    const response = message("RunResponse");
    if (code === bailCode) {
      response.setBail(true);
    } else if (code !== 0) {
      response.setError(`the program ended with ${String(code)}`);
    }
    reply(null, response);
  });
}

function programArgs(request: RunRequest, info: ProgramInfo): string[] {
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
    resolver.resolve("@pulumi/pulumi/cmd/run"),
    ...Object.entries(flags).flatMap(([key, value]) => (value ? [`--${key}`, String(value)] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
}

function stopPrograms(): void {
  programs.forEach((program) => program.kill());
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: empty("LanguageHandshakeResponse"),
  getRequiredPlugins: empty("GetRequiredPluginsResponse"),
  getRequiredPackages: empty("GetRequiredPackagesResponse"),
  getProgramDependencies: empty("GetProgramDependenciesResponse"),
  runtimeOptionsPrompts: empty("RuntimeOptionsResponse"),
  getPluginInfo(_call: unknown, reply: Reply) {
    const info = new PluginInfo();
    info.setVersion("3.258.0");
    reply(null, info);
  },
  about(_call: unknown, reply: Reply) {
    const about = message("AboutResponse");
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    reply(null, about);
  },
  installDependencies(call: { end(): void }) {
    call.end();
  },
  run: run,
  cancel(_call: unknown, reply: Reply) {
    stopPrograms();
    reply(null, new Empty());
  },
});

exitWithParent(stopPrograms);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.stdout.write(`${String(port)}\n`);
});
