import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** Arguments of {@link Gateway}. */
export interface GatewayArgs {
  /** Domain of the environment; the gateway serves every name in it. */
  readonly domain: string;
  /** Mail address that the certificate authority writes to. */
  readonly contact: string;
  /** AWS region of the domain's zone. */
  readonly region: string;
}

/** Where gateways and routes live; made by `Mesh`. */
const namespace = "istio-ingress";

/** An environment's gateway: a certificate for its domain, TLS only, mutual TLS inside the mesh. */
export class Gateway extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "Gateway");

  /** `namespace/name`, as routes name it. */
  public readonly reference: pulumi.Output<string>;

  public constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Gateway.type, name, checkGatewayArgs(args), opts);
    super(Gateway.type, name, args, opts);
    const { domain, contact, region } = args;
    const child = { parent: this };

    const issuer = new k8s.apiextensions.CustomResource(
      `${name}-issuer`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name: "platform" },
        spec: {
          acme: {
            server: "https://acme-v02.api.letsencrypt.org/directory",
            email: contact,
            privateKeySecretRef: { name: "platform-acme" },
            solvers: [{ dns01: { route53: { region } } }],
          },
        },
      },
      child,
    );
    new k8s.apiextensions.CustomResource(
      `${name}-certificate`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: "platform", namespace },
        spec: {
          secretName: "platform-tls",
          dnsNames: [domain, `*.${domain}`],
          issuerRef: { kind: "ClusterIssuer", name: issuer.metadata.name },
        },
      },
      child,
    );
    const gateway = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "networking.istio.io/v1",
        kind: "Gateway",
        metadata: { name: "platform", namespace },
        spec: { selector: { istio: "gateway" }, servers: servers(domain) },
      },
      child,
    );
    new k8s.apiextensions.CustomResource(
      `${name}-mutual-tls`,
      {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { name: "default", namespace: "istio-system" },
        spec: { mtls: { mode: "STRICT" } },
      },
      child,
    );

    this.reference = pulumi.interpolate`${namespace}/${gateway.metadata.name}`;
    this.registerOutputs({ reference: this.reference });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkGatewayArgs({ domain, contact }: GatewayArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain)) {
    issues.push({ path: "domain", want: "a domain name without wildcards", got: domain });
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(contact)) {
    issues.push({ path: "contact", want: "a mail address", got: contact });
  }
  return issues;
}

/** https://istio.io/latest/docs/reference/config/networking/gateway/ */
function servers(domain: string) {
  const hosts = [`*.${domain}`];
  return [
    {
      port: { number: 443, name: "https", protocol: "HTTPS" },
      hosts,
      tls: { mode: "SIMPLE", credentialName: "platform-tls", minProtocolVersion: "TLSV1_2" },
    },
    {
      port: { number: 80, name: "http", protocol: "HTTP" },
      hosts,
      tls: { httpsRedirect: true },
    },
  ];
}
