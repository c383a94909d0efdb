// As many resources as BENCH_COUNT says, with nothing around them.
const aws = require("@pulumi/aws");

const provider = new aws.Provider("account", {
  region: "eu-west-1",
  allowedAccountIds: ["222222222222"],
});
for (let i = 0; i < Number(process.env.BENCH_COUNT); i += 1) {
  new aws.ec2.RouteTable(`plain-${i}`, { vpcId: "vpc-0" }, { provider });
}
