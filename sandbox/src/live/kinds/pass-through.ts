import { type OfflineCloud, Refused } from "../../cloud/provider";
import type { Bag, Stored } from "../../cloud/store";
import type { Unwrapped } from "../../cloud/values";
import { type LiveKind, LiveRefusal, type LiveResource, LiveSilence } from "./live-kind";

/** A live kind that can find a resource which a run made before it died without recording it. */
export interface AdoptingKind extends LiveKind {
  /** The resource that these inputs name, if it exists and is ours. */
  adopt?(inputs: Bag): Promise<LiveResource | undefined>;
}

/** The live kind of a token; nothing if the offline cloud has the kind. */
export type LiveKinds = (
  token: string,
) => AdoptingKind | undefined | Promise<AdoptingKind | undefined>;

/** The real servers that one provider's calls go to. */
export interface LivePlace {
  /** Start of lines, such as `kubernetes acme-dev`. */
  readonly label: string;
  readonly kinds: LiveKinds;
  /** The outputs stay the offline cloud's; the servers only add to them. */
  readonly adds?: boolean;
  /** Prepares a server before the offline cloud makes or changes a resource of its own. */
  readonly prepare?: (token: string, inputs: Bag) => Promise<void>;
}

type Twin = Omit<Stored, "partition">;

/**
 * Passes calls on to real servers, and keeps a twin of each of their resources in the offline cloud, for
 * references, uniqueness, inventory and orphans.
 *
 * A create writes the twin first. A run that dies in between leaves a twin that no state has: the
 * next create of the same resource adopts the server's resource, or else `removeLive` finds it.
 * The next run repeats an update or a delete that was cut short, which is harmless.
 */
export class PassThrough {
  private readonly live = new Set<string>();
  private label: string | undefined;

  public constructor(
    private readonly cloud: OfflineCloud,
    private readonly place: () => Promise<LivePlace | undefined>,
    private readonly signal: AbortSignal,
  ) {}

  /** Start of the lines about a kind, if a real server has it. */
  public labelOf(token: string): string | undefined {
    return this.live.has(token) ? this.label : undefined;
  }

  /** The live kind of a token, looked up once more at each call, since a cluster learns kinds. */
  public async kind(token: string): Promise<AdoptingKind | undefined> {
    const place = await this.place();
    this.label = place?.label;
    const kind = await this.asked(token, async () => place?.kinds(token));
    if (kind !== undefined && place?.adds !== true) {
      this.live.add(token);
    }
    return kind;
  }

  public async create(token: string, given: Unwrapped, urn: string): Promise<Stored> {
    const kind = await this.kind(token);
    if (kind === undefined) {
      await this.prepare(token, given.plain);
      return this.cloud.create(token, given, urn);
    }
    const { plain } = given;
    const begun = this.cloud.begun(token, plain, urn);
    if (begun !== undefined) {
      this.cloud.forget(begun);
    }
    const intent = this.cloud.create(token, { plain, secrets: hidden(token, given.secrets) }, urn);
    try {
      const left = begun && (await this.asked(token, () => found(kind, begun, plain)));
      const resource = await this.asked(token, () =>
        left === undefined ? kind.create(plain) : kind.update(left.id, plain, left.inputs),
      );
      return await this.hold(resource, intent);
    } catch (error) {
      if (tookNoEffect(error) || (await this.leftNothing(token, kind, plain, error))) {
        this.cloud.forget(intent);
      }
      throw error;
    }
  }

  /** Whether a server that answered with an error of its own has made nothing all the same. */
  private async leftNothing(token: string, kind: AdoptingKind, inputs: Bag, error: unknown) {
    const answered = error instanceof Error && error.cause instanceof LiveRefusal;
    if (!answered || kind.adopt === undefined) {
      return false;
    }
    try {
      return (await this.asked(token, async () => kind.adopt?.(inputs))) === undefined;
    } catch {
      return false;
    }
  }

  /** @param given The inputs of the last update; none when a resource is imported. */
  public async read(token: string, id: string, given: Unwrapped): Promise<Stored | undefined> {
    const kind = await this.kind(token);
    const twin = this.cloud.read(token, id);
    if (kind === undefined) {
      // If its cluster no longer serves a kind, its resources are gone too.
      return twin?.live === true ? this.lost(twin) : twin;
    }
    const owned = (await this.place())?.adds === true;
    if (owned && twin === undefined) {
      return undefined;
    }
    const inputs = isEmpty(given.plain) || owned ? (twin?.inputs ?? {}) : given.plain;
    const resource = await this.asked(token, () => kind.read(id, inputs));
    if (resource === undefined) {
      return twin === undefined ? undefined : this.lost(twin);
    }
    const secrets = hidden(token, [...given.secrets, ...(twin?.secrets ?? [])]);
    // A resource that a program only reads gets no twin.
    return twin === undefined
      ? { ...resource, token, secrets, partition: "", live: true }
      : this.hold(resource, { ...twin, secrets });
  }

  /** @param olds Inputs of the last update, where the offline cloud has no twin. */
  public async update(
    token: string,
    id: string,
    given: Unwrapped,
    olds: Bag,
    urn: string,
  ): Promise<Stored> {
    const kind = await this.kind(token);
    const twin = this.cloud.read(token, id);
    if (kind === undefined) {
      await this.prepare(token, given.plain);
      return this.cloud.update(token, id, given);
    }
    const { plain } = given;
    const secrets = hidden(token, given.secrets);
    const next =
      twin === undefined
        ? { id, token, inputs: plain, state: {}, secrets, urn }
        : this.cloud.update(token, id, { plain, secrets });
    try {
      const before = twin?.inputs ?? olds;
      return await this.hold(await this.asked(token, () => kind.update(id, plain, before)), next);
    } catch (error) {
      if (twin !== undefined) {
        this.cloud.hold(twin);
      }
      throw error;
    }
  }

  public async delete(token: string, id: string, olds: Bag): Promise<void> {
    const kind = await this.kind(token);
    const [self] = this.cloud.leaving(token, id);
    await this.asked(token, async () => kind?.delete(id, self?.inputs ?? olds));
    this.cloud.delete(token, id);
  }

  private async prepare(token: string, inputs: Bag): Promise<void> {
    const place = await this.place();
    await this.asked(token, async () => place?.prepare?.(token, inputs));
  }

  /** Asks a server. Its refusal gets the server's name; a cancelled run waits for no answer. */
  private async asked<T>(token: string, ask: () => Promise<T>): Promise<T> {
    const cancelled = Promise.withResolvers<never>();
    const cancel = () => {
      cancelled.reject(new Error("cancelled; the next run finds the call's result"));
    };
    this.signal.addEventListener("abort", cancel);
    try {
      if (this.signal.aborted) {
        cancel();
      }
      return await Promise.race([ask(), cancelled.promise]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const shown = !(error instanceof LiveRefusal) || message.includes(String(error.status));
      const status = shown ? "" : `${error.status} `;
      const label = this.label ?? this.cloud.label(token);
      throw new Refused(`${label}: ${status}${message}`, { cause: error });
    } finally {
      this.signal.removeEventListener("abort", cancel);
    }
  }

  private async hold({ id, inputs, state }: LiveResource, twin: Twin): Promise<Stored> {
    const adds = (await this.place())?.adds === true;
    const held = { ...(adds ? twin.state : {}), ...state, id };
    return this.cloud.hold({ ...twin, id, inputs, state: held, live: true }, twin.id);
  }

  private lost(twin: Stored): undefined {
    this.cloud.forget(twin);
    return undefined;
  }
}

/** The resource of a create that was cut short, found by its twin's id, or by the inputs. */
async function found(kind: AdoptingKind, begun: Stored, inputs: Bag) {
  return begun.live === true || kind.adopt === undefined
    ? kind.read(begun.id, begun.inputs)
    : kind.adopt(inputs);
}

const isEmpty = (inputs: Bag) => Object.keys(inputs).length === 0;

/** Whether a failed call has certainly changed nothing: refused, or never sent. */
function tookNoEffect(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof LiveRefusal
    ? cause.status >= 400 && cause.status < 500
    : cause instanceof LiveSilence && cause.unsent;
}

/** Paths that are secret even if a program does not mark them. */
const alwaysSecret: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "kubernetes:core/v1:Secret": [["data"], ["stringData"]],
};

function hidden(token: string, given: Stored["secrets"]): Stored["secrets"] {
  const all = [...(alwaysSecret[token] ?? []), ...given];
  const holds = (outer: readonly string[], path: readonly string[]) =>
    outer.length < path.length && outer.every((key, index) => path[index] === key);
  const outermost = all.filter((path) => !all.some((outer) => holds(outer, path)));
  return [...new Map(outermost.map((path) => [path.join("\u0000"), path])).values()];
}
