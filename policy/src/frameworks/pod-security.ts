import type { Framework } from "./framework";

const source = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** Controls go by the names that the standard gives them. */
export const podBaseline: Framework = {
  key: "PSS Baseline",
  title: "Pod Security Standards: baseline",
  source: `${source}#baseline`,
  asOne: true,
  controls: {
    HostProcess: "No Windows containers that run on the host",
    "Host Namespaces": "No network, process ids or IPC of the host",
    "Privileged Containers": "No privileged containers",
    Capabilities: "No capabilities beyond the usual ones",
    "HostPath Volumes": "No paths of the host",
    "Host Ports": "No ports of the host",
    "Host Probes / Lifecycle Hooks": "No probes and hooks of other hosts",
    AppArmor: "No way round the AppArmor profile",
    SELinux: "No SELinux user or role, and known types only",
    "/proc Mount Type": "The default mask of /proc",
    Seccomp: "No unconfined seccomp profile",
    Sysctls: "Safe sysctls only",
  },
};

export const podRestricted: Framework = {
  key: "PSS Restricted",
  title: "Pod Security Standards: restricted, beyond baseline",
  source: `${source}#restricted`,
  asOne: true,
  controls: {
    "Volume Types": "Volumes of a few kinds",
    "Privilege Escalation": "No gain of privileges",
    "Running as Non-root": "Containers say that they do not run as root",
    "Running as Non-root user": "No user id 0",
    Seccomp: "A seccomp profile is set",
    Capabilities: "All capabilities dropped, one may come back",
  },
};
