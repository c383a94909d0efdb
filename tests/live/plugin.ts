import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = Readonly<Record<string, unknown>>;

const root = join(__dirname, "../..");
const struct = (properties: Properties) =>
  Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
const plain = (properties: Struct | undefined) => (properties?.toJavaScript() ?? {}) as Properties;

type Unary<Request, Response> = (
  request: Request,
  reply: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

/** A provider plugin as the engine starts it: the compiled one, in a process of its own. */
export class Plugin {
  /** What it wrote beside its port. */
  public errors = "";

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {
    process.stderr?.on("data", (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  /**
   * @param settings Of the provider, such as a kubeconfig.
   * @param before Arguments of Node before the script.
   */
  public static async start(
    pkg: string,
    settings: Properties,
    environment: NodeJS.ProcessEnv,
    before: readonly string[] = [],
  ): Promise<Plugin> {
    const script = join(root, "sandbox/dist/cloud/plugin.js");
    const sdk = join(root, "node_modules/@pulumi", pkg);
    const child = spawn(process.execPath, [...before, script, pkg, "0.0.0", sdk], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    const address = `127.0.0.1:${port.toString().trim()}`;
    const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
    const plugin = new Plugin(child, client);
    await plugin.asked(
      (request: pb.ConfigureRequest, reply) => client.configure(request, reply),
      new pb.ConfigureRequest().setArgs(struct(settings)),
    );
    return plugin;
  }

  public async create(urn: string, inputs: Properties): Promise<{ id: string; state: Properties }> {
    const request = new pb.CreateRequest().setUrn(urn).setProperties(struct(inputs));
    const response = await this.asked(
      (r: pb.CreateRequest, reply: (e: grpc.ServiceError | null, a: pb.CreateResponse) => void) =>
        this.client.create(r, reply),
      request,
    );
    return { id: response.getId(), state: plain(response.getProperties()) };
  }

  public async read(urn: string, id: string, inputs: Properties): Promise<Properties | undefined> {
    const request = new pb.ReadRequest().setUrn(urn).setId(id).setInputs(struct(inputs));
    const response = await this.asked(
      (r: pb.ReadRequest, reply: (e: grpc.ServiceError | null, a: pb.ReadResponse) => void) =>
        this.client.read(r, reply),
      request,
    );
    return response.getId() === "" ? undefined : plain(response.getInputs());
  }

  public async update(
    urn: string,
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<Properties> {
    const request = new pb.UpdateRequest()
      .setUrn(urn)
      .setId(id)
      .setOldInputs(struct(olds))
      .setNews(struct(news));
    const response = await this.asked(
      (r: pb.UpdateRequest, reply: (e: grpc.ServiceError | null, a: pb.UpdateResponse) => void) =>
        this.client.update(r, reply),
      request,
    );
    return plain(response.getProperties());
  }

  public async delete(urn: string, id: string, olds: Properties): Promise<void> {
    const request = new pb.DeleteRequest().setUrn(urn).setId(id).setOldInputs(struct(olds));
    await this.asked(
      (r: pb.DeleteRequest, reply: (e: grpc.ServiceError | null, a: Empty) => void) =>
        this.client.delete(r, reply),
      request,
    );
  }

  public async cancel(): Promise<void> {
    await this.asked(
      (r: Empty, reply: (e: grpc.ServiceError | null, a: Empty) => void) =>
        this.client.cancel(r, reply),
      new Empty(),
    );
  }

  /** Waits until it has ended by itself. */
  public async ended(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await once(this.process, "exit");
    }
  }

  public async stop(): Promise<void> {
    this.client.close();
    this.process.kill();
    await this.ended();
  }

  private asked<Request, Response>(call: Unary<Request, Response>, request: Request) {
    return new Promise<Response>((resolve, reject) => {
      call(request, (error, response) => {
        if (error === null) {
          resolve(response);
        } else {
          reject(new Error(error.details));
        }
      });
    });
  }
}
