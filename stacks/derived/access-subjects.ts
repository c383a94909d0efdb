import { type Persona, pipelineRole } from "../../components/team/personas";

/** Someone or something that acts. */
export type Subject =
  | { readonly kind: "person"; readonly team: string; readonly persona: Persona }
  /** Someone who runs the platform, logged in through the realm. */
  | { readonly kind: "administrator" }
  /** The service account of a namespace. */
  | {
      readonly kind: "workload";
      readonly team: string;
      readonly environment: string;
      readonly namespace: string;
    }
  /** A workflow of a repository that deploys to an environment. */
  | {
      readonly kind: "pipeline";
      readonly team: string;
      readonly environment: string;
      readonly repository: string;
    };

/** Where someone acts. */
export type Target =
  | { readonly system: "kubernetes"; readonly environment: string; readonly namespace: string }
  | { readonly system: "kubernetes"; readonly environment: string }
  | { readonly system: "secrets"; readonly team: string; readonly environment: string }
  | { readonly system: "realm" }
  | { readonly system: "github"; readonly repository: string }
  | { readonly system: "aws"; readonly account: string };

/** A subject in words, such as `payments owner`. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case "administrator":
      return "platform administrator";
    case "person":
      return `${subject.team} ${subject.persona}`;
    case "workload":
      return `workload of ${subject.namespace} in ${subject.environment}`;
    case "pipeline":
      return `pipeline ${pipelineRole(subject.repository, subject.environment)}`;
  }
}

/** A target in words, such as `namespace payments in dev`. */
export function targetName(target: Target): string {
  switch (target.system) {
    case "kubernetes":
      return "namespace" in target
        ? `namespace ${target.namespace} in ${target.environment}`
        : `cluster of ${target.environment}`;
    case "secrets":
      return `secrets of ${target.team} in ${target.environment}`;
    case "realm":
      return "the realm";
    case "github":
      return `repository ${target.repository}`;
    case "aws":
      return `account ${target.account}`;
  }
}
