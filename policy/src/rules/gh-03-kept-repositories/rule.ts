import { demand } from "../../kit/demands";
import { everywhere, rule } from "../rule";

export const GH03 = rule({
  id: "GH-03",
  title: "Removing a repository archives it, and only after someone has lifted its protection.",
  severity: "high",
  types: ["github:index/repository:Repository"],
  frameworks: ["CIS-GitHub-1.2 1.2.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set archiveOnDestroy to true and the resource option `protect`.",
  link: "https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories",
  check(resource, ctx) {
    demand(resource, "archiveOnDestroy", ctx, { want: true, otherwise: false });
    if (!resource.options.protect) {
      ctx.violation({ path: "options.protect", want: "true", given: false });
    }
  },
});
