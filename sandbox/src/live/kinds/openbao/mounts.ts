import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import { Refusal, type RestApi } from "../rest/api";
import { durationOf, secondsOf } from "../rest/durations";
import { computed, type Field, type Fields, flag, list, map, text, whole } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { completed } from "../rest/completed";
import { written } from "../rest/paths-of-keys";
import { asText } from "../rest/texts";
import { dataAt, path } from "./openbao-access";

/** API path of secret engines or of logins. */
export type Root = "sys/mounts" | "sys/auth";

/** The mount at a path, with its accessor, or nothing. */
async function mountAt(api: RestApi, root: Root, place: string): Promise<Bag | undefined> {
  const all = await dataAt(api, root);
  return all?.[`${place}/`] as Bag | undefined;
}

/** Seconds, which OpenBao takes as `3600s` and answers as a number. */
const secondsIn = (value: unknown): number => Number.parseInt(asText(value) || "0", 10);

/** A number of seconds, sent as text. */
const ttl = (at: string): Field =>
  computed({
    ...whole(at),
    write: (value) => `${String(value)}s`,
    read: secondsIn,
    same: (a, b) => secondsIn(a) === secondsIn(b),
  });

/** A duration such as `768h`; OpenBao answers in seconds. */
const duration = (at: string): Field => {
  const amount = (value: unknown) =>
    typeof value === "string" ? (secondsOf(value) ?? Number(value)) : Number(value ?? 0);
  return computed({
    ...text(at),
    read: (value) => durationOf(amount(value)),
    same: (a, b) => amount(a) === amount(b),
  });
};

/** Settings of a login's mount, under `tune`. */
export const tuneFields: Fields = {
  tune: { filled: false },
  "tune.defaultLeaseTtl": duration("tune/default_lease_ttl"),
  "tune.maxLeaseTtl": duration("tune/max_lease_ttl"),
  "tune.listingVisibility": text("tune/listing_visibility"),
  "tune.tokenType": computed(text("tune/token_type")),
  "tune.auditNonHmacRequestKeys": list("tune/audit_non_hmac_request_keys"),
  "tune.auditNonHmacResponseKeys": list("tune/audit_non_hmac_response_keys"),
  "tune.passthroughRequestHeaders": list("tune/passthrough_request_headers"),
  "tune.allowedResponseHeaders": list("tune/allowed_response_headers"),
};

/** Mounts at a path. A mount can move: its inputs name its current path, its first id does not. */
export function mounted(
  api: RestApi,
  root: Root,
  place: (inputs: Bag) => string,
  /** Further settings of a mount, written after its creation and read back. */
  behind?: {
    readonly write: (place: string, body: Bag) => Promise<unknown>;
    readonly read: (place: string) => Promise<Bag | undefined>;
  },
): Access {
  const tune = async (where: string, { description, config, options }: Bag, inputs: Bag) => {
    // OpenBao shows its own defaults among them: if sent back, they would stay when OpenBao changes them.
    const own = written(tuneFields, inputs)["tune"] as Bag | undefined;
    const settings = { ...(config as Bag), ...own, description, options };
    await api.send("POST", path(root, where, "tune"), settings);
  };
  return {
    create: async (body, inputs) => {
      const where = place(inputs);
      const { type, description, local, seal_wrap, config, options } = body;
      const mount = { type, description, local, seal_wrap, config, options };
      await api.send("POST", path(root, where), mount);
      const rest = async () => {
        await behind?.write(where, body);
        await (isBag(inputs["tune"]) ? tune(where, body, inputs) : undefined);
      };
      return completed(where, rest, () => api.remove(path(root, where)));
    },
    read: async (_id, inputs) => {
      const where = place(inputs);
      const mount = await mountAt(api, root, where);
      const more = mount && behind ? await behind.read(where) : {};
      const tuned =
        mount && root === "sys/auth" ? await dataAt(api, path(root, where, "tune")) : {};
      return mount && more && { ...more, ...mount, tune: tuned };
    },
    update: async (_id, body, inputs, before) => {
      const [from, to] = [place(before), place(inputs)];
      if (from !== to) {
        await move(api, root, from, to);
      }
      await behind?.write(to, body);
      await tune(to, body, inputs);
      return to;
    },
    delete: async (_id, inputs) => {
      if ((await mountAt(api, root, place(inputs))) !== undefined) {
        await api.remove(path(root, place(inputs)));
      }
    },
  };
}

async function move(api: RestApi, root: Root, from: string, to: string): Promise<void> {
  const prefix = root === "sys/auth" ? "auth/" : "";
  const { body } = await api.send("POST", "sys/remount", {
    from: `${prefix}${from}`,
    to: `${prefix}${to}`,
  });
  const migration = ((body as Bag)["data"] as Bag)["migration_id"];
  for (let tries = 0; tries < 100; tries++) {
    const found = await dataAt(api, path("sys/remount/status", migration));
    const status = (found?.["migration_info"] as Bag | undefined)?.["status"];
    if (status === "success") {
      return;
    }
    if (status === "failure") {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Refusal(500, `moving ${from} to ${to} did not succeed`);
}

/** `vault:index/mount:Mount`; its id is its path. */
export const mount: Table = {
  label: "secret engine",
  name: "path",
  address: ["path"],
  fields: {
    type: text("type"),
    description: text("description"),
    local: flag("local"),
    sealWrap: computed(flag("seal_wrap")),
    options: map("options"),
    defaultLeaseTtlSeconds: ttl("config/default_lease_ttl"),
    maxLeaseTtlSeconds: ttl("config/max_lease_ttl"),
    forceNoCache: computed(flag("config/force_no_cache")),
    listingVisibility: text("config/listing_visibility"),
    auditNonHmacRequestKeys: computed(list("config/audit_non_hmac_request_keys")),
    auditNonHmacResponseKeys: computed(list("config/audit_non_hmac_response_keys")),
    passthroughRequestHeaders: list("config/passthrough_request_headers"),
    allowedResponseHeaders: list("config/allowed_response_headers"),
  },
  access: (api) => {
    const access = mounted(api, "sys/mounts", ({ path: place }) => String(place));
    return {
      ...access,
      read: async (id, inputs) => {
        const body = await access.read(id, inputs);
        return body && named(body, inputs);
      },
    };
  },
  outputs: ({ accessor }) => ({ accessor }),
};

/** `kv-v2` is `kv` with an option; returned in the program's spelling. */
function named(body: Bag, inputs: Bag): Bag {
  const { version, ...options } = (body["options"] ?? {}) as Bag;
  const alias = inputs["type"] === "kv-v2" && body["type"] === "kv" && version === "2";
  const asked = isBag(inputs["options"]) && "version" in inputs["options"];
  return alias
    ? { ...body, type: "kv-v2", options: asked ? { ...options, version } : options }
    : body;
}

/** `vault:index/authBackend:AuthBackend`; its id is its path, which is its type if omitted. */
export const authBackend: Table = {
  label: "login",
  name: "path",
  address: ["path", "disableRemount"],
  fields: {
    type: text("type"),
    description: text("description"),
    local: flag("local"),
    ...tuneFields,
  },
  access: (api) => mounted(api, "sys/auth", ({ path: place, type }) => String(place ?? type)),
  outputs: ({ accessor }, { path: place, type }) => ({ accessor, path: place ?? type }),
};
