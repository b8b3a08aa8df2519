import { hostname } from "node:os";
import { readBootId, readProcess } from "./processes.ts";

/**
 * Which process a worker is. A pid alone says little: pids are used again, and every boot and every container
 * starts counting anew.
 */
export interface Identity {
  host: string;
  /** The boot of its kernel, and on Linux its pid namespace: where its pid means something. Empty if unknown. */
  bootId: string;
  pid: number;
  /** When it started, in whatever form the system tells it. Empty if unknown. */
  pidStart: string;
}

/** `hidden`: it can't be seen from here (another host or container); only its beats tell. */
export type Liveness = "alive" | "dead" | "hidden";

let own: Identity | undefined;

/** Of this process. */
export function ownIdentity(): Identity {
  own ??= {
    host: hostname(),
    bootId: readBootId(),
    pid: process.pid,
    pidStart: readProcess(process.pid)?.start ?? "",
  };
  return own;
}

/** Whether that process still runs. A process that merely exists counts as alive when its start is unknown. */
export function livenessOf(them: Identity, us: Identity = ownIdentity()): Liveness {
  const isBootKnown = them.bootId !== "" && us.bootId !== "";
  if (isBootKnown ? them.bootId === us.bootId : them.host === us.host) {
    return isRunning(them) ? "alive" : "dead";
  }
  return wasRestarted(them, us) ? "dead" : "hidden";
}

/** Whether that process ran on this machine before it was booted. */
export function wasRestarted(them: Identity, us: Identity = ownIdentity()): boolean {
  const isBootKnown = them.bootId !== "" && us.bootId !== "";
  return isBootKnown && kernelOf(them) !== kernelOf(us) && them.host === us.host;
}

function kernelOf({ bootId }: Identity): string | undefined {
  return bootId.split(" ")[0];
}

function isRunning({ pid, pidStart }: Identity): boolean {
  if (!exists(pid)) return false;
  const found = readProcess(pid);
  if (!found || pidStart === "") return !found?.isZombie;
  return !found.isZombie && found.start === pidStart;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // EPERM: another user's
  }
}
