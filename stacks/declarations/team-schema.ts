import { z } from "zod";

import { rights } from "../../components/team/personas";
import { distinct, shownName, slug, text, textOf } from "./fields";
import { nobody, reasons } from "./trust-marks";

const resource = nobody(reasons.resource);
const ofPeople = nobody(reasons.rights);

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/, {
    error: "a Kubernetes quantity such as 500m or 16Gi",
    abort: true,
  })
  .refine((given) => parseFloat(given) > 0, "more than nothing, such as 500m or 16Gi");

/** https://git-scm.com/docs/git-check-ref-format */
const gitRef =
  /^refs\/(heads|tags)(?!.*(\.\.|\/\.|\.lock(\/|$)|@\{|\/\/))\/[^*\s~^:?[\\]*[^*\s~^:?[\\./]$/;

const quota = z.strictObject({ cpu: quantity, memory: quantity });
const byPersona = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    owner: value.optional(),
    developer: value.optional(),
    viewer: value.optional(),
  });

/** `teams/<name>.yaml`: one team; everything of it follows from this file. Its name never changes. */
export const teamSchema = z.strictObject({
  displayName: shownName
    .optional()
    .describe("What people call the team; may change, as the file's name may not.")
    .meta(resource),
  environments: distinct(slug, "environments")
    .min(1, "one environment at least")
    .meta(nobody("clusters of environments that are declared")),
  repositories: distinct(slug, "repositories")
    .min(1, "one repository at least")
    .meta(nobody("repositories of the owner that organization.yaml names")),
  members: byPersona(distinct(text, "members"))
    .optional()
    .describe("User names of the managed realm, by persona.")
    .meta(ofPeople),
  groups: byPersona(text)
    .optional()
    .describe(
      "Groups of the company's own directory or issuer, by persona. Default: team-<name>-<persona>.",
    )
    .meta(ofPeople),
  access: byPersona(z.record(slug, z.enum(rights)))
    .optional()
    .describe(
      "What a persona may do in an environment. Default: owners edit everywhere, developers where it is not production; all others view.",
    )
    .meta(ofPeople),
  namespaces: z
    .record(
      slug,
      z.strictObject({
        quota: quota.optional().describe("Default: the team's."),
        sharedWith: z
          .record(slug, z.enum(["view", "edit"]))
          .optional()
          .describe("What people of another team may do here at the most, by team."),
      }),
    )
    .refine((spaces) => Object.keys(spaces).length > 0, "one namespace at least")
    .optional()
    .describe("Namespaces in each environment. Default: one, named like the team.")
    .meta(nobody("namespaces, quotas and rights of people, in clusters of other fields")),
  routes: z
    .record(
      slug,
      z.strictObject({
        service: slug.describe("Service of the namespace that answers at the host."),
        port: z.int().min(1, "1 to 65535").max(65535, "1 to 65535").optional(),
        namespace: slug.optional().describe("Default: the team's first namespace."),
      }),
    )
    .optional()
    .describe("Ways in from outside: <name>.<environment>.<domain>. Default: none.")
    .meta(nobody("hosts below the environment's domain, for services of the team's own")),
  quota: quota.optional().describe("What may be requested in each namespace.").meta(resource),
  logRetentionDays: z
    .int()
    .min(1, "1 or more")
    .max(3650, "3650 or less")
    .optional()
    .describe("Days that the logs of its namespaces are kept. Default: by profile.")
    .meta(resource),
  signer: z
    .strictObject({
      workflow: z
        .string()
        .regex(/^[\w.-]+\.ya?ml$/, "a file of .github/workflows such as release.yaml"),
      ref: textOf(gitRef, "a ref such as refs/heads/main"),
    })
    .optional()
    .describe("Workflow of its repositories that signs images. Default: release.yaml of main.")
    .meta(nobody("what admission asks of a signature; the job signs and checks none")),
});
