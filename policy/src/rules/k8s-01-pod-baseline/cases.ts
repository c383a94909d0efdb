import { inEachCustom } from "./custom-cases";
import { inEach } from "../../kit/pods-cases";
import type { Example } from "../example";

/** Pods by which the baseline is tried, each with one value that the standard names. */

const at = (text: string, value: unknown): object =>
  text
    .split(".")
    .reduceRight<unknown>(
      (inner, step) => (step === "*" ? [inner] : { [step]: inner }),
      value,
    ) as object;

const pod = (text: string, value: unknown): object => ({ spec: at(text, value) });
const each = (text: string, value: unknown): object[] =>
  ["containers", "initContainers", "ephemeralContainers"].map((list) =>
    pod(`${list}.*.${text}`, value),
  );
const both = (text: string, value: unknown): object[] => [pod(text, value), ...each(text, value)];
const main = (text: string, value: unknown): object => pod(`containers.*.${text}`, value);
const appArmor = (profile: unknown): object => ({
  metadata: { annotations: { "container.apparmor.security.beta.kubernetes.io/app": profile } },
});

const inOwnUsers = (hostUsers: unknown): object => ({
  spec: { hostUsers, containers: [{ securityContext: { procMount: "Unmasked" } }] },
});

const capabilities = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];
const seLinuxTypes = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const sysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

const goodPods: readonly object[] = [
  { spec: { containers: [{ name: "app", image: "app" }] } },
  {
    metadata: { annotations: { "container.apparmor.security.beta.kubernetes.iox": "unconfined" } },
  },
  { spec: {}, specs: { hostNetwork: true } },
  pod("hostNetwork", false),
  pod("hostNetwork", null),
  pod("securityContext.windowsOptions.hostProcess", false),
  pod("volumes.*.emptyDir", {}),
  pod("volumes.*.hostPath", null),
  main("securityContext.privileged", false),
  main("securityContext.capabilities.drop", ["ALL", "SYS_ADMIN"]),
  main("securityContext.capabilities.add", capabilities),
  main("ports", [{ containerPort: 8080 }, { containerPort: 9090, hostPort: 0 }]),
  main("livenessProbe.httpGet", { port: 80, host: "" }),
  main("lifecycle.preStop.exec.command", ["sleep", "5"]),
  pod("securityContext.appArmorProfile.type", "RuntimeDefault"),
  main("securityContext.appArmorProfile.type", "Localhost"),
  appArmor(""),
  appArmor("runtime/default"),
  appArmor("localhost/app"),
  ...["", ...seLinuxTypes].map((type) => pod("securityContext.seLinuxOptions.type", type)),
  main("securityContext.seLinuxOptions", { user: "", role: "", level: "s0:c1,c2" }),
  main("securityContext.procMount", "Default"),
  inOwnUsers(false),
  pod("securityContext.seccompProfile.type", "RuntimeDefault"),
  main("securityContext.seccompProfile.type", "Localhost"),
  pod(
    "securityContext.sysctls",
    sysctls.map((name) => ({ name, value: "1" })),
  ),
];

/** Pods that a control refuses, in its words, and with what it says that it was given. */
const refused = (control: string, given: number | boolean | undefined, pods: object[]): Example[] =>
  pods.map((props) => ({
    props,
    says: `want nothing${control}${given === undefined ? "\n" : `, given ${given}`}`,
  }));

const badPods: readonly Example[] = [
  ...refused(
    ", or false (HostProcess)",
    true,
    both("securityContext.windowsOptions.hostProcess", true),
  ),
  ...refused(
    ", or false (Host Namespaces)",
    true,
    ["hostNetwork", "hostPID", "hostIPC"].map((field) => pod(field, true)),
  ),
  ...refused(", or false (Host Namespaces)", undefined, [pod("hostIPC", "true")]),
  ...refused(", or false (Privileged Containers)", true, each("securityContext.privileged", true)),
  ...refused(`, or ${capabilities.join(", ")} (Capabilities)`, undefined, [
    ...each("securityContext.capabilities.add", ["CHOWN", "SYS_ADMIN"]),
    main("securityContext.capabilities.add", ["ALL"]),
    main("securityContext.capabilities.add", "NET_RAW"),
  ]),
  ...refused(" (HostPath Volumes)", undefined, [
    pod("volumes.*.hostPath", { path: "/" }),
    pod("volumes", [{ emptyDir: {} }, { hostPath: { path: "/var/run/docker.sock" } }]),
  ]),
  ...refused(", or 0 (Host Ports)", 1, each("ports", [{ hostPort: 0 }, { hostPort: 1 }])),
  ...refused(" (Host Probes / Lifecycle Hooks)", undefined, [
    ...["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => [
      ...each(`${probe}.httpGet.host`, "169.254.169.254"),
      ...each(`${probe}.tcpSocket.host`, "127.0.0.1"),
    ]),
    ...["lifecycle.postStart", "lifecycle.preStop"].flatMap((hook) => [
      ...each(`${hook}.httpGet.host`, "169.254.169.254"),
      ...each(`${hook}.tcpSocket.host`, "127.0.0.1"),
    ]),
  ]),
  ...refused(
    ", or RuntimeDefault, Localhost (AppArmor)",
    undefined,
    both("securityContext.appArmorProfile.type", "Unconfined"),
  ),
  ...refused(", or runtime/default, localhost/* (AppArmor)", undefined, [
    appArmor("unconfined"),
    appArmor("localhost"),
  ]),
  ...refused(", or runtime/default, localhost/* (AppArmor)", 1, [appArmor(1)]),
  ...refused(
    `, or ${seLinuxTypes.join(", ")} (SELinux)`,
    undefined,
    both("securityContext.seLinuxOptions.type", "spc_t"),
  ),
  ...refused(" (SELinux)", undefined, [
    ...both("securityContext.seLinuxOptions.user", "system_u"),
    ...both("securityContext.seLinuxOptions.role", "system_r"),
  ]),
  ...refused(", or Default (/proc Mount Type)", undefined, [
    ...each("securityContext.procMount", "Unmasked"),
    inOwnUsers("no"),
  ]),
  ...refused(
    ", or RuntimeDefault, Localhost (Seccomp)",
    undefined,
    both("securityContext.seccompProfile.type", "Unconfined"),
  ),
  ...refused(`, or ${sysctls.join(", ")} (Sysctls)`, undefined, [
    pod("securityContext.sysctls", [{ name: "kernel.msgmax", value: "65536" }]),
  ]),
];

const privileged = { spec: { containers: [{ securityContext: { privileged: true } }] } };
const plain = { spec: { containers: [{ name: "app", image: "app" }] } };

export const good: readonly Example[] = [
  ...goodPods.map((props) => ({ props })),
  ...inEach(plain),
  ...inEachCustom(plain),
  { type: "kubernetes:apps/v1:Deployment", props: { spec: { hostNetwork: true } } },
];

export const bad: readonly Example[] = [
  { props: inOwnUsers(true) },
  ...badPods,
  ...inEach(privileged),
  ...inEachCustom(privileged),
  { tier: "sandbox", props: { spec: { hostPID: true } } },
];
