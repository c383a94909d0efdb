import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";

import { created, expectConforms, startEngine, treeOf } from "./harness";

beforeEach(() => startEngine());

type Build = (component: Planted, name: string) => void;

/** A component whose constructor is the given function. */
class Planted extends pulumi.ComponentResource {
  public id?: pulumi.Output<string>;

  public constructor(name: string, build: Build, opts: pulumi.ComponentResourceOptions = {}) {
    super("groundwork:test:Planted", name, {}, opts);
    build(this, name);
  }

  public register(outputs: pulumi.Inputs = {}): void {
    this.registerOutputs(outputs);
  }
}

const judge = (build: Build) =>
  expectConforms((name, opts) => new Planted(name, build, opts), [new aws.Provider("theirs")]);

const good: Build = (parent, name) => {
  const address = new aws.ec2.Eip(`${name}-address`, {}, { parent });
  parent.id = address.id;
  parent.register({ id: parent.id });
};

describe("expectConforms", () => {
  it("takes a component that keeps the rules", async () => {
    await expect(judge(good)).resolves.toBeUndefined();
  });

  const defects: [string, string, Build][] = [
    [
      "outputs that are registered late",
      "the constructor calls registerOutputs before it returns",
      (parent, name) => {
        new aws.ec2.Eip(`${name}-address`, {}, { parent });
        void Promise.resolve().then(() => {
          parent.register();
        });
      },
    ],
    [
      "a resource outside the tree, even one that waits for another",
      "every resource has the component as ancestor",
      (parent, name) => {
        good(parent, name);
        new aws.ec2.Eip(`${name}-stray`, { instance: parent.id });
      },
    ],
    [
      "a fixed name",
      "every name starts with the component's",
      (parent, name) => {
        new aws.ec2.Eip("address", {}, { parent });
        good(parent, name);
      },
    ],
    [
      "a provider of its own",
      "every child uses the caller's provider",
      (parent, name) => {
        const provider = new aws.Provider(`${name}-own`, {}, { parent });
        new aws.ec2.Eip(`${name}-other`, {}, { parent, provider });
        good(parent, name);
      },
    ],
  ];
  it.each(defects)("refuses %s", async (_defect, rule, build) => {
    await expect(judge(build)).rejects.toThrow(rule);
  });

  it("refuses an output that is left out of registerOutputs", async () => {
    const build: Build = (parent, name) => {
      parent.id = new aws.ec2.Eip(`${name}-address`, {}, { parent }).id;
      parent.register();
    };
    await expect(judge(build)).rejects.toThrow("registerOutputs lists every output");
  });

  it("refuses to judge a provider that no child could use", async () => {
    const build: Build = (parent) => {
      parent.register();
    };
    await expect(judge(build)).rejects.toThrow(
      "the component has children of the caller's packages",
    );
  });
});

describe("the engine", () => {
  it("throws at an invoke that has no answer", async () => {
    await expect(aws.getRegion()).rejects.toThrow(
      "unexpected invoke of aws:index/getRegion:getRegion",
    );
  });

  it("gives an invoke the answer it was started with", async () => {
    await startEngine({ "aws:index/getRegion:getRegion": { region: "eu-west-1" } });
    expect(await aws.getRegion()).toMatchObject({ region: "eu-west-1" });
  });

  it("forgets what an earlier test created", async () => {
    await treeOf(new Planted("first", good));
    await startEngine();
    await treeOf(new Planted("second", good));
    expect(created("aws:ec2/eip:Eip").map(({ name }) => name)).toEqual(["second-address"]);
  });
});
