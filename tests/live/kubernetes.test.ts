import { afterAll, beforeAll, describe, expect } from "vitest";

import { installDefinitions } from "../../sandbox/src/live/kinds/kubernetes/install-definitions";
import { admissionTests } from "./kubernetes/admission";
import { appendedTests } from "./kubernetes/appended";
import { TestCluster } from "./kubernetes/cluster";
import { kindTests } from "./kubernetes/kinds";
import { loginTests } from "./kubernetes/logins";
import { previewTests } from "./kubernetes/preview";

let cluster: TestCluster;
const running = () => cluster;

beforeAll(async () => {
  cluster = await TestCluster.start();
  expect(await installDefinitions(() => undefined)).toEqual([]);
});
afterAll(() => cluster.stop());

const inOrder = { concurrent: false };

describe("a real API server", () => {
  // They mostly wait, so they do so beside all others.
  describe.concurrent("and who logs in", () => {
    describe("by an issuer", inOrder, () => {
      loginTests(running);
    });
  });
  describe.concurrent("and what it holds", () => {
    describe("of each kind", inOrder, () => {
      kindTests(running);
    });
    describe("that a hand has changed", inOrder, () => {
      appendedTests(running);
    });
    describe("as a preview sees it", inOrder, () => {
      previewTests(running);
    });
    // Last, as the cluster is then under its policies.
    describe("past its policies", inOrder, () => {
      admissionTests(running);
    });
  });
});
