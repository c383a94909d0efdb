import { describe, expect, it } from "vitest";

import { projected } from "../../../sandbox/src/live/kinds/kubernetes/desired-object";

const condition = (name: string, expression: string) => ({ name, expression });
const [a, b, never] = [
  condition("a", "1 == 1"),
  condition("b", "2 == 2"),
  condition("never", "false"),
];

/** The declared list as it is read of an object. */
const read = (declared: object[], live: object[], desired: object[]) =>
  projected({ conditions: declared }, { conditions: live }, { conditions: desired })["conditions"];

describe("a list that the API server merges by a key", () => {
  it("shows that another item stands where a declared one was", () => {
    // The server's dry run keeps the item of another manager in front of ours.
    expect(read([a], [never], [never, a])).toEqual([never]);
    expect(read([a, b], [never, b], [never, a, b])).toEqual([never, b]);
  });

  it("is as declared while the items are there, though another manager has one of its own", () => {
    expect(read([a, b], [never, a, b], [never, a, b])).toEqual([a, b]);
  });

  it("shows a changed item as it is, and keeps the spelling of the others", () => {
    const port = { name: "web", containerPort: 80 };
    const filled = { ...port, protocol: "TCP" };
    const other = { name: "api", containerPort: 90, protocol: "UDP" };
    const wanted = { name: "api", containerPort: 91, protocol: "TCP" };
    expect(
      read([port, { name: "api", containerPort: 91 }], [other, filled], [wanted, filled]),
    ).toEqual([{ name: "api", containerPort: 90, protocol: "UDP" }, port]);
  });

  it("is told by another key where its items have no name", () => {
    const [dns, web] = [{ port: 53 }, { port: 80 }];
    const tcp = { protocol: "TCP" };
    expect(
      read(
        [dns, web],
        [{ ...web, ...tcp }],
        [
          { ...dns, ...tcp },
          { ...web, ...tcp },
        ],
      ),
    ).toEqual([web]);
  });
});

describe("a list without such a key", () => {
  it("is compared item by item", () => {
    const [udp, tcp] = [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ];
    expect(read([udp, tcp], [udp, udp], [udp, tcp])).toEqual([udp, udp]);
    expect(read([], [udp], [])).toEqual([udp]);
  });
});
