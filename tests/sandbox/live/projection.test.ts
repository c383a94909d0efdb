import { describe, expect, it } from "vitest";

import { durationOf, seconds, secondsOf } from "../../../sandbox/src/live/kinds/rest/durations";
import {
  computed,
  type Fields,
  flag,
  flagText,
  hidden,
  set,
  text,
  whole,
} from "../../../sandbox/src/live/kinds/rest/fields";
import { projected, shown, written } from "../../../sandbox/src/live/kinds/rest/paths-of-keys";
import { withoutSecrets } from "../../../sandbox/src/live/kinds/rest/secret-names";

describe("a duration", () => {
  it.each([
    ["15m0s", 900, "15m0s"],
    ["15m", 900, "15m0s"],
    ["12h", 43_200, "12h0m0s"],
    ["1h0m1s", 3601, "1h0m1s"],
    ["90s", 90, "1m30s"],
    ["0s", 0, "0s"],
  ])("%s is %d seconds and is written %s", (given, amount, spelled) => {
    expect(secondsOf(given)).toBe(amount);
    expect(durationOf(amount)).toBe(spelled);
  });

  it.each(["", "15", "15 m", "m", "soon"])('is not "%s"', (given) => {
    expect(secondsOf(given)).toBeUndefined();
  });
});

const fields: Fields = {
  name: text("name"),
  enabled: flag("enabled", true),
  chosen: computed(flag("chosen"), false),
  life: seconds("life"),
  uris: set("uris"),
  strict: flagText("attributes/x.strict"),
  secret: hidden(text("secret")),
  lock: {
    present: ({ locked }) => locked === true,
    write: (declared: boolean) => ({ locked: declared }),
    filled: true,
  },
  "lock.tries": whole("tries", 30),
  mail: { present: ({ mail }) => mail !== undefined, filled: false },
  "mail.port": text("mail/port"),
  more: { extra: ["attributes"], dropped: "left out" },
};

describe("what the server is told", () => {
  it("has the provider's defaults, and nothing of what the server chooses", () => {
    expect(written(fields, { name: "a" })).toEqual({
      name: "a",
      enabled: true,
      chosen: false,
      uris: [],
      attributes: { "x.strict": "false" },
      secret: "",
      locked: false,
      tries: 30,
    });
  });

  it("keeps what is computed, resets what is dropped, and takes its own keys back", () => {
    const had = { id: "1", enabled: false, chosen: true, attributes: { theirs: "t", ours: "o" } };
    const before = { chosen: true, enabled: false, more: { ours: "o" } };
    expect(written(fields, { life: "1m" }, had, before)).toMatchObject({
      id: "1",
      enabled: true,
      chosen: true,
      life: 60,
      attributes: { theirs: "t", "x.strict": "false" },
    });
    expect(written(fields, {}, had, before)["attributes"]).not.toHaveProperty("ours");
  });
});

describe("what the server has, seen as inputs", () => {
  const body = { name: "a", enabled: true, life: 900, uris: ["b", "a"] };

  it("keeps the program's spelling where nothing changed", () => {
    const inputs = { name: "a", life: "15m", uris: ["a", "b"], realmId: "acme", secret: "s" };
    expect(projected(fields, inputs, body)).toEqual(inputs);
  });

  it("shows what was changed, even where the program is silent and the provider is not", () => {
    const now = { ...body, enabled: false, chosen: true, life: 60, uris: ["c"], secret: "other" };
    expect(projected(fields, { name: "a", life: "15m", uris: ["a", "b"] }, now)).toEqual({
      name: "a",
      life: "1m0s",
      uris: ["c"],
      enabled: false,
    });
  });

  it("shows a section that came or went", () => {
    const locked = { ...body, locked: true, tries: 5, mail: { port: "25" } };
    expect(projected(fields, { name: "a", uris: ["a", "b"] }, locked)).toEqual({
      name: "a",
      uris: ["a", "b"],
      lock: { tries: 5 },
      mail: { port: "25" },
    });
    const open = { ...body, uris: [] };
    expect(projected(fields, { name: "a", lock: { tries: 5 } }, open)).toEqual({ name: "a" });
  });

  it("looks only at the program's own keys of a shared map", () => {
    const now = { ...body, uris: [], attributes: { theirs: "t", ours: "changed" } };
    expect(projected(fields, { name: "a", more: { ours: "o", gone: "g" } }, now)["more"]).toEqual({
      ours: "changed",
    });
  });

  it("tells outputs without what is hidden", () => {
    expect(shown(fields, { ...body, secret: "s", attributes: { "x.strict": "true" } })).toEqual({
      name: "a",
      enabled: true,
      life: "15m0s",
      uris: ["b", "a"],
      strict: true,
    });
  });
});

it("leaves out of a message every secret that was sent, however deep", () => {
  const sent = {
    clientSecret: "first-one",
    credentials: [{ type: "password", value: "second-one" }],
    config: { bindCredential: ["third-one"], usersDn: "ou=people" },
  };
  expect(withoutSecrets("first-one second-one third-one ou=people", sent)).toBe(
    "[secret] [secret] [secret] ou=people",
  );
});
