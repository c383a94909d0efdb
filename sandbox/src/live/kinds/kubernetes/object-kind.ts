import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";
import { LiveRefusal, type LiveResource } from "../live-kind";
import type { AdoptingKind } from "../pass-through";
import { type ApiServer, pause, type Request } from "./api-server";
import { pathOf, type ServedKind } from "./discovery";
import { applied, declarable, overlaid, projected, settled } from "./desired-object";
import { withoutStringData, withStringData } from "./secret-data";

/** Owner of the fields that we apply; it distinguishes our objects from others'. */
const manager = "groundwork";
const patchManager = "groundwork-patch";

/** Longest time for a delete, such as that of a namespace with its content. */
const deleteTimeoutMs = 120_000;

/** An object's API kind, and whether our kind only adds fields to an existing object. */
export interface ObjectKindOptions {
  readonly served: ServedKind;
  /** The kind only adds fields to an object that someone else made. */
  readonly patches: boolean;
  readonly signal?: AbortSignal;
  /** @default 120000 */
  readonly deleteTimeoutMs?: number;
}

/**
 * Objects of one kind in a cluster, by server-side apply.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export class ObjectKind implements AdoptingKind {
  public constructor(
    private readonly server: ApiServer,
    private readonly options: ObjectKindOptions,
  ) {}

  public async create(inputs: Bag): Promise<LiveResource> {
    const id = idOf(inputs);
    const path = this.path(id);
    let there = await this.get(path);
    if (there !== undefined && at(there, "metadata.deletionTimestamp") !== undefined) {
      await this.gone(path, there);
      there = undefined;
    }
    const { patches } = this.options;
    if (patches && there === undefined) {
      throw new LiveRefusal(404, `${this.named(id)} does not exist; a patch wants it there`);
    }
    if (!patches && there !== undefined && !isOurs(there)) {
      throw new LiveRefusal(
        409,
        `AlreadyExists: ${this.named(id)} is there, and not made by ${manager}; ` +
          "import it, or remove it",
      );
    }
    return this.apply(id, inputs);
  }

  public async adopt(inputs: Bag): Promise<LiveResource | undefined> {
    const id = idOf(inputs);
    const there = await this.get(this.path(id));
    return there !== undefined && isOurs(there)
      ? resource(id, there, declarable(there))
      : undefined;
  }

  public async read(id: string, inputs: Bag): Promise<LiveResource | undefined> {
    const path = this.path(id);
    const live = await this.get(path);
    if (live === undefined) {
      return undefined;
    }
    if (Object.keys(inputs).length === 0) {
      return resource(id, live, declarable(live));
    }
    const desired = await this.desired(path, inputs, live);
    const [now, wanted] = [live, desired].map((object) => this.shown(settled(object), inputs));
    return resource(id, live, projected(inputs, now ?? {}, wanted ?? {}));
  }

  public update(id: string, inputs: Bag): Promise<LiveResource> {
    return this.apply(id, inputs);
  }

  public async delete(id: string): Promise<void> {
    const path = this.path(id);
    if (this.options.patches) {
      await this.letGo(path, id);
      return;
    }
    const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground" };
    const there = await this.get(path);
    if (there !== undefined) {
      await unlessGone(this.server.call("DELETE", path, { body }));
      await this.gone(path, there);
    }
  }

  /** Applies only the name, which removes our fields. */
  private async letGo(path: string, id: string): Promise<void> {
    const { namespace, name } = placeOf(id);
    if ((await this.get(path)) !== undefined) {
      await this.server.call("PATCH", path, this.applying({ metadata: { name, namespace } }));
    }
  }

  private async apply(id: string, inputs: Bag): Promise<LiveResource> {
    const object = await this.server.call("PATCH", this.path(id), this.applying(inputs));
    return resource(id, object, inputs);
  }

  /** The object that applying the inputs would give. */
  private async desired(path: string, inputs: Bag, live: Bag): Promise<Bag> {
    const request = this.applying(inputs);
    const query = { ...request.query, dryRun: "All" };
    try {
      return await this.server.call("PATCH", path, { ...request, query });
    } catch (error) {
      if (error instanceof LiveRefusal && error.status < 500) {
        return overlaid(live, request.body) as Bag;
      }
      throw error;
    }
  }

  private applying(inputs: Bag): Request {
    const { apiVersion, kind } = this.options.served;
    const plain = this.isSecret ? withoutStringData(inputs) : inputs;
    return {
      // A dry run needs the force as well: fields that someone changed by hand are the drift.
      query: { fieldManager: this.options.patches ? patchManager : manager, force: "true" },
      contentType: "application/apply-patch+yaml",
      body: applied(plain, apiVersion, kind),
    };
  }

  private shown(object: Bag, declared: Bag): Bag {
    return this.isSecret ? withStringData(object, declared) : object;
  }

  private get isSecret(): boolean {
    const { apiVersion, kind } = this.options.served;
    return apiVersion === "v1" && kind === "Secret";
  }

  private async get(path: string): Promise<Bag | undefined> {
    return unlessGone(this.server.call("GET", path));
  }

  /** Waits until an object is gone, or another one has its name. */
  private async gone(path: string, { metadata }: Bag): Promise<void> {
    const { deleteTimeoutMs: limit = deleteTimeoutMs, signal, served } = this.options;
    const deadline = Date.now() + limit;
    const uid = isBag(metadata) ? metadata["uid"] : undefined;
    for (let wait = 20; ; wait = Math.min(wait * 2, 1000)) {
      const there = await this.get(path);
      if (there === undefined || at(there, "metadata.uid") !== uid) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${served.kind} ${String(at(there, "metadata.name"))}: want it gone within ${limit / 1000} s of its ` +
            `delete, still there: ${reasons(there)}`,
        );
      }
      await pause(wait, signal);
    }
  }

  private path(id: string): string {
    const { name, namespace } = placeOf(id);
    return pathOf(this.options.served, name, namespace ?? "default");
  }

  private named(id: string): string {
    return `${this.options.served.plural} "${id}"`;
  }
}

function resource(id: string, object: Bag, inputs: Bag): LiveResource {
  return { id, inputs, state: { ...inputs, ...settled(object) } };
}

/** `namespace/name`, or `name` if the namespace is omitted; like the offline cloud's ids. */
function idOf(inputs: Bag): string {
  const namespace = at(inputs, "metadata.namespace");
  const name = String(at(inputs, "metadata.name"));
  return typeof namespace === "string" ? `${namespace}/${name}` : name;
}

function placeOf(id: string): { readonly name: string; readonly namespace?: string } {
  const [first = "", second] = id.split("/");
  return second === undefined ? { name: first } : { namespace: first, name: second };
}

function isOurs(object: Bag): boolean {
  const fields = at(object, "metadata.managedFields");
  return (
    Array.isArray(fields) &&
    fields.some(
      (entry) => isBag(entry) && entry["manager"] === manager && entry["operation"] === "Apply",
    )
  );
}

async function unlessGone(call: Promise<Bag>): Promise<Bag | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LiveRefusal && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** Why an object still exists: its finalizers, and the messages of its status. */
function reasons(object: Bag): string {
  const finalizers = at(object, "metadata.finalizers") ?? at(object, "spec.finalizers") ?? [];
  const conditions = at(object, "status.conditions");
  const messages = (Array.isArray(conditions) ? conditions : [])
    .filter((c) => isBag(c) && c["status"] === "True")
    .map((c) => String(isBag(c) ? c["message"] : ""));
  return [`finalizers ${JSON.stringify(finalizers)}`, ...messages].join("; ");
}
