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

export const goodPods: readonly object[] = [
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
  main("securityContext.capabilities.add", [
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
  ]),
  main("ports", [{ containerPort: 8080 }, { containerPort: 9090, hostPort: 0 }]),
  main("livenessProbe.httpGet", { port: 80, host: "" }),
  main("lifecycle.preStop.exec.command", ["sleep", "5"]),
  pod("securityContext.appArmorProfile.type", "RuntimeDefault"),
  main("securityContext.appArmorProfile.type", "Localhost"),
  appArmor(""),
  appArmor("runtime/default"),
  appArmor("localhost/app"),
  ...["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"].map((type) =>
    pod("securityContext.seLinuxOptions.type", type),
  ),
  main("securityContext.seLinuxOptions", { user: "", role: "", level: "s0:c1,c2" }),
  main("securityContext.procMount", "Default"),
  pod("securityContext.seccompProfile.type", "RuntimeDefault"),
  main("securityContext.seccompProfile.type", "Localhost"),
  pod(
    "securityContext.sysctls",
    [
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
    ].map((name) => ({ name, value: "1" })),
  ),
];

export const badPods: readonly object[] = [
  ...both("securityContext.windowsOptions.hostProcess", true),
  pod("hostNetwork", true),
  pod("hostPID", true),
  pod("hostIPC", true),
  pod("hostIPC", "true"),
  ...each("securityContext.privileged", true),
  ...each("securityContext.capabilities.add", ["CHOWN", "SYS_ADMIN"]),
  main("securityContext.capabilities.add", ["ALL"]),
  main("securityContext.capabilities.add", "NET_RAW"),
  pod("volumes.*.hostPath", { path: "/" }),
  pod("volumes", [{ emptyDir: {} }, { hostPath: { path: "/var/run/docker.sock" } }]),
  ...each("ports", [{ hostPort: 0 }, { hostPort: 1 }]),
  ...["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => [
    ...each(`${probe}.httpGet.host`, "169.254.169.254"),
    ...each(`${probe}.tcpSocket.host`, "127.0.0.1"),
  ]),
  ...["lifecycle.postStart", "lifecycle.preStop"].flatMap((hook) => [
    ...each(`${hook}.httpGet.host`, "169.254.169.254"),
    ...each(`${hook}.tcpSocket.host`, "127.0.0.1"),
  ]),
  ...both("securityContext.appArmorProfile.type", "Unconfined"),
  appArmor("unconfined"),
  appArmor("localhost"),
  appArmor(1),
  ...both("securityContext.seLinuxOptions.type", "spc_t"),
  ...both("securityContext.seLinuxOptions.user", "system_u"),
  ...both("securityContext.seLinuxOptions.role", "system_r"),
  ...each("securityContext.procMount", "Unmasked"),
  ...both("securityContext.seccompProfile.type", "Unconfined"),
  pod("securityContext.sysctls", [{ name: "kernel.msgmax", value: "65536" }]),
];
