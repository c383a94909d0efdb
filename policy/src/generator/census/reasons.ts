/** Why no rule judges a property. */
export const reasons = {
  marked:
    "The SDK marks the property as a secret, so that the state holds it encrypted. The engine hands rules the value without its mark.",
  plain:
    "The SDK does not mark the property, and the engine hands rules values without their marks: no rule can tell a secret from a plain value. The program marks it by `pulumi.secret`, or names a secret of a store.",
  bounds: "The document only bounds rights that another one grants.",
  language: "The document is in another language than IAM's, or grants no right.",
  names:
    "The property only names an account, a role or a group of one's own, for a service to work on or to report to; it lets nobody in.",
  place: "The property says where the resource lies or where its traffic goes; it lets nobody in.",
  guarded:
    "An address that the internet reaches lets in only what its security group does, whose rules are judged, or the account's login.",
  accepted:
    "The other side has to accept first, and routes and security groups decide what passes.",
  public: "A service that is public on purpose; its own authorisation decides who may do what.",
  list: "A list of objects of a kind that a rule can judge; nobody makes a list as a resource.",
  withdrawn: "No supported version of Kubernetes serves this version of the API.",
  server: "The server refuses what the property could open, or asks for a right of its own.",
  declared:
    "It gives a named right to a named group or program. No value is wrong in every company: a review of the declaration decides.",
  target:
    "The address of a server that the resource calls, or sends people to. Which addresses are right depends on the company; `groundwork check trust` tells a change.",
  attached:
    "It names a policy, or a list of networks, that a rule judges where it is made. Who gets it, a review of the declaration decides.",
  beside:
    "It has effect only together with another property, or another resource, that a rule judges.",
  filter: "It selects what a service shows, counts or bounds; it lets nobody in.",
  foreign: "It grants rights in another cloud or product, of which the pack has no rules.",
  namespaced:
    "Its rights end at its namespace, and the server refuses a role with rights that its author has not.",
  unread:
    "A hole: the document grants rights in a language of the service's own, which no rule reads.",
  unjoined:
    "A hole: the rules that judge a stack's resources together (GR-01, GR-05, GR-09, GR-14, NET-02) join those of the aws provider only.",
  patched: "A hole: no rule judges a patch of such an object, which something else makes.",
  open: "A hole: no rule judges whether pull requests of strangers reach a group of self-hosted runners. The platform makes no such group.",
} as const;

export type Reason = keyof typeof reasons;
