import { readFileSync, readlinkSync } from "node:fs";

/** Of the running kernel, and on Linux of our pid namespace (a container has its own). Empty if unknown. */
export function readBootId(): string {
  try {
    if (process.platform === "linux") {
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
    }
    return process.platform === "darwin" ? runTool("sysctl", ["-n", "kern.bootsessionuuid"]) : "";
  } catch {
    return "";
  }
}

export interface FoundProcess {
  start: string;
  /** Dead, but its parent has not asked for its exit code yet. */
  isZombie: boolean;
}

/** Undefined if there is no such process, or it can't be looked at. */
export function readProcess(pid: number): FoundProcess | undefined {
  try {
    if (process.platform === "linux") return parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return askSystem(pid);
  } catch {
    return undefined;
  }
}

/** Of /proc/<pid>/stat: the state (field 3) and the start in ticks since boot (field 22). */
export function parseProcStat(text: string): FoundProcess | undefined {
  // The second field is the program's name in brackets, and may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, start] = [fields[0], fields[19]];
  return start ? { start, isZombie: state === "Z" || state === "X" } : undefined;
}

/** Of `ps -o state=,lstart=`: `S    Tue Nov 21 10:16:03 2026`. */
export function parsePs(text: string): FoundProcess | undefined {
  const [, state, start] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(text) ?? [];
  return state && start ? { start, isZombie: state.startsWith("Z") } : undefined;
}

/** Starting a program takes its time: what it said holds for a while. A process that is gone is seen without. */
const asked = new Map<number, { found: FoundProcess | undefined; at: number }>();
const answerHoldsMs = 30_000;

function askSystem(pid: number): FoundProcess | undefined {
  const known = asked.get(pid);
  if (known && performance.now() - known.at < answerHoldsMs) return known.found;
  const found = process.platform === "win32" ? askPowershell(pid) : askPs(pid);
  asked.set(pid, { found, at: performance.now() });
  return found;
}

export function askPs(pid: number): FoundProcess | undefined {
  return parsePs(runTool("env", ["LC_ALL=C", "TZ=UTC", "ps", "-o", "state=,lstart=", "-p", String(pid)]));
}

function askPowershell(pid: number): FoundProcess | undefined {
  const start = runTool("powershell", [
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`,
  ]);
  return start ? { start, isZombie: false } : undefined;
}

function runTool(command: string, args: string[]): string {
  // Asked for late: Linux starts no program here, and loading what could costs every command a part of its start.
  const { execFileSync } = process.getBuiltinModule("node:child_process");
  const output = execFileSync(command, args, {
    encoding: "utf8",
    timeout: 5_000,
    windowsHide: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return output.trim();
}
