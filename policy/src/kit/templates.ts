import type { Judged } from "./judged";
import { Node } from "./node";
import { parseStrictly } from "./strict-json";
import { parseTemplate } from "./template-text";
import { applied, computed } from "./template-values";

/** A resource that another one holds as text. */
export interface Held {
  /** The way to its properties. */
  readonly path: string;
  /** CloudFormation's type of it. */
  readonly type: string;
  /** Its name in the template; empty if it is the only one. */
  readonly name: string;
  readonly properties: unknown;
}

/** The resources that a resource holds as text, and the places of it that nobody can read. */
export interface Contents {
  readonly held: readonly Held[];
  readonly unread: readonly { readonly place: Node; readonly want: string }[];
}

type Reader = (holder: Judged, account: string) => Contents;

/** Kinds of resources that hold others as text. The parameters of a set differ by instance. */
const readers: Readonly<Record<string, Reader>> = {
  "aws:cloudformation/stack:Stack": (holder, account) =>
    ofTemplate(holder, account, holder.at("parameters")),
  "aws:cloudformation/stackSet:StackSet": (holder, account) => ofTemplate(holder, account),
  "aws-native:cloudformation:Stack": (holder, account) =>
    ofTemplate(holder, account, holder.at("parameters")),
  "aws-native:cloudformation:StackSet": (holder, account) => ofTemplate(holder, account),
  "aws:cloudcontrol/resource:Resource": (holder) =>
    ofState(holder.at("typeName"), holder.at("desiredState")),
  "aws-native:index:ExtensionResource": (holder) =>
    ofState(holder.at("type"), holder.at("properties")),
};

export const holderTypes = Object.keys(readers) as [string, ...string[]];

/**
 * What a resource holds as text; nothing if its kind holds none.
 * @param account Id of the account that a template means by `AWS::AccountId`.
 */
export const contentsOf = (holder: Judged, account: string): Contents =>
  readers[holder.type]?.(holder, account) ?? { held: [], unread: [] };

const wants = {
  type: "the name of a type, such as AWS::SQS::Queue",
  state: "the properties of one resource, in JSON with each key once",
  body: "a template in templateBody, which rules can read",
  template: "a template in JSON or YAML, with each key once and no alias, that has Resources",
  resource: "a resource with a Type and Properties, which is no module",
  macro: "no macro: it makes resources that the template does not show",
};

/** One resource, by its type and its properties or their text. */
function ofState(type: Node, state: Node): Contents {
  const properties = typeof state.value === "string" ? parseStrictly(state.value) : state.value;
  const unread = [
    ...(isType(type.text) ? [] : [{ place: type, want: wants.type }]),
    ...(isObject(properties) && !state.unknown ? [] : [{ place: state, want: wants.state }]),
  ];
  const held = { path: state.path, type: type.text, name: "", properties };
  return { held: unread.length === 0 ? [held] : [], unread };
}

function ofTemplate(holder: Judged, account: string, given?: Node): Contents {
  const [body, address] = [holder.at("templateBody"), holder.at("templateUrl")];
  if (body.unknown || body.absent || !address.absent) {
    const place = address.absent ? body : address;
    return { held: [], unread: [{ place, want: wants.body }] };
  }
  const value = typeof body.value === "string" ? parseTemplate(body.value) : body.value;
  const template = new Node(body.path, value);
  const resources = template.key("Resources");
  const members = resources.keys().map((name) => ({
    name,
    type: resources.key(name).key("Type"),
    properties: resources.key(name).key("Properties"),
  }));
  const scope = {
    parameters: parametersOf(template.key("Parameters"), given),
    types: new Map(members.map(({ name, type }) => [name, type.text])),
    account,
  };
  const macro = template.key("Transform");
  const broken = members.filter(
    ({ type, properties }) =>
      !isType(type.text) || !(properties.absent || isObject(properties.value)),
  );
  return {
    held: members.map(({ name, type, properties }) => ({
      path: properties.path,
      type: type.text,
      name,
      properties: applied(properties.value ?? {}, scope),
    })),
    unread: [
      ...(members.length === 0 ? [{ place: resources, want: wants.template }] : []),
      ...broken.map(({ name }) => ({ place: resources.key(name), want: wants.resource })),
      ...(macro.absent ? [] : [{ place: macro, want: wants.macro }]),
    ],
  };
}

/** The values of parameters: as given, else by default, as far as they can be known. */
function parametersOf(declared: Node, given: Node | undefined): Map<string, unknown> {
  return new Map(
    declared.keys().map((name): [string, unknown] => {
      const { text: type } = declared.key(name).key("Type");
      if (given === undefined || type.startsWith("AWS::SSM::")) {
        return [name, computed()];
      }
      const own = given.key(name);
      const { value } = own.absent ? declared.key(name).key("Default") : own;
      const isList = type === "CommaDelimitedList" || type.startsWith("List<");
      const read = isList && typeof value === "string" ? listOf(value) : value;
      return [name, read ?? computed()];
    }),
  );
}

const listOf = (text: string) => text.split(",").map((member) => member.trim());

/** A module makes resources that the template does not show. */
const isType = (text: string) => /^\w+(::[\w@-]+)+$/.test(text) && !text.endsWith("::MODULE");

const isObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
