import { afterAll, beforeAll, describe, expect } from "vitest";

import { installDefinitions } from "../../sandbox/src/live/kinds/kubernetes/install-definitions";
import { admissionTests } from "./kubernetes/admission";
import { TestCluster } from "./kubernetes/cluster";
import { kindTests } from "./kubernetes/kinds";
import { loginTests } from "./kubernetes/logins";

let cluster: TestCluster;
const running = () => cluster;

beforeAll(async () => {
  cluster = await TestCluster.start();
  expect(await installDefinitions(() => undefined)).toEqual([]);
});
afterAll(() => cluster.stop());

// The logins mostly wait, so they do so beside all others, which go in order.
describe.concurrent("a real API server", () => {
  describe("and who logs in", { concurrent: false }, () => {
    loginTests(running);
  });
  describe("and what it holds", { concurrent: false }, () => {
    describe("of each kind", () => {
      kindTests(running);
    });
    // Last, as the cluster is then under its policies.
    describe("past its policies", () => {
      admissionTests(running);
    });
  });
});
