import { containerLists } from "../../kit/pods";
import { type Way, way } from "../../kit/walk";

/** A control of the Pod Security Standards, as data, so that the rule and its admission policy can share it. */
export interface Control {
  /** Name in the standard. */
  readonly title: string;
  /** Ways from a pod to the values that it restricts. */
  readonly fields: readonly Way[];
  /** Allowed values; an absent value always is. `a/*` stands for every text that begins with `a/`. */
  readonly allowed: readonly (string | number | boolean)[];
  /** A flag of the pod that, if false, lifts the control: users of the pod are then none of the node's. */
  readonly liftedBy?: Way;
}

const inPod = (text: string): Way[] => [way(`spec.${text}`)];
const inContainers = (text: string): Way[] =>
  containerLists.map((list) => way(`spec.${list}.*.${text}`));
const inBoth = (text: string): Way[] => [...inPod(text), ...inContainers(text)];

const probes = ["livenessProbe", "readinessProbe", "startupProbe"];
const hooks = ["lifecycle.postStart", "lifecycle.preStop"];

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline, of 1.35 */
export const baseline: readonly Control[] = [
  {
    title: "HostProcess",
    fields: inBoth("securityContext.windowsOptions.hostProcess"),
    allowed: [false],
  },
  {
    title: "Host Namespaces",
    fields: [...inPod("hostNetwork"), ...inPod("hostPID"), ...inPod("hostIPC")],
    allowed: [false],
  },
  {
    title: "Privileged Containers",
    fields: inContainers("securityContext.privileged"),
    allowed: [false],
  },
  {
    title: "Capabilities",
    fields: inContainers("securityContext.capabilities.add.*"),
    allowed: [
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
    ],
  },
  {
    title: "HostPath Volumes",
    fields: inPod("volumes.*.hostPath"),
    allowed: [],
  },
  {
    title: "Host Ports",
    fields: inContainers("ports.*.hostPort"),
    allowed: [0],
  },
  {
    title: "Host Probes / Lifecycle Hooks",
    fields: [...probes, ...hooks].flatMap((handler) => [
      ...inContainers(`${handler}.httpGet.host`),
      ...inContainers(`${handler}.tcpSocket.host`),
    ]),
    allowed: [""],
  },
  {
    title: "AppArmor",
    fields: inBoth("securityContext.appArmorProfile.type"),
    allowed: ["RuntimeDefault", "Localhost"],
  },
  {
    title: "AppArmor",
    fields: [["metadata", "annotations", "container.apparmor.security.beta.kubernetes.io/*"]],
    allowed: ["", "runtime/default", "localhost/*"],
  },
  {
    title: "SELinux",
    fields: inBoth("securityContext.seLinuxOptions.type"),
    allowed: ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"],
  },
  {
    title: "SELinux",
    fields: [
      ...inBoth("securityContext.seLinuxOptions.user"),
      ...inBoth("securityContext.seLinuxOptions.role"),
    ],
    allowed: [""],
  },
  {
    title: "/proc Mount Type",
    fields: inContainers("securityContext.procMount"),
    allowed: ["Default"],
    liftedBy: way("spec.hostUsers"),
  },
  {
    title: "Seccomp",
    fields: inBoth("securityContext.seccompProfile.type"),
    allowed: ["RuntimeDefault", "Localhost"],
  },
  {
    title: "Sysctls",
    fields: inPod("securityContext.sysctls.*.name"),
    allowed: [
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
    ],
  },
];

/** Whether a control allows a value. */
export function permits({ allowed }: Control, value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    allowed.some((one) =>
      typeof one === "string" && one.endsWith("/*")
        ? typeof value === "string" && value.startsWith(one.slice(0, -1))
        : one === value,
    )
  );
}
