import { beforeEach, describe, expect, it } from "vitest";

import { checkDelegationRoleArgs, DelegationRole } from "../../components/ingress";
import { created, startEngine, treeOf } from "../harness";

beforeEach(() => startEngine());

const trusted = ["arn:aws:iam::111111111111:role/groundwork-ci"];
const args = { roleName: "groundwork-dns", zoneArn: "arn:aws:route53:::hostedzone/Z1", trusted };

describe("DelegationRole", () => {
  it("is trusted by the named roles only, and writes name server records only", async () => {
    await treeOf(new DelegationRole("dns", args));
    const [role] = created("aws:iam/role:Role");
    expect(JSON.parse(role?.inputs["assumeRolePolicy"] as string)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: trusted[0] }, Action: ["sts:AssumeRole"] }],
    });
    const [rights] = created("aws:iam/rolePolicy:RolePolicy");
    const { Statement } = JSON.parse(rights?.inputs["policy"] as string) as {
      Statement: { Action: string[] }[];
    };
    expect(Statement.filter(({ Action }) => Action.join().includes("ChangeResource"))).toHaveLength(
      1,
    );
    expect(Statement[0]).toEqual({
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: ["arn:aws:route53:::hostedzone/Z1"],
      Condition: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["NS"] },
      },
    });
  });

  it.each([[[]], [["*"]], [["arn:aws:iam::111111111111:role/*"]], [["arn:aws:iam::1:root"]]])(
    "refuses to trust %j",
    (others) => {
      expect(checkDelegationRoleArgs({ ...args, trusted: others })).toHaveLength(1);
    },
  );
});
