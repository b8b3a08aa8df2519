import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import { networkInterfaces } from "node:os";

/** All that detection asks of a system. Whatever is absent or forbidden is undefined (or empty), never thrown. */
export interface SystemProbe {
  platform: NodeJS.Platform;
  readFile(path: string): Promise<string | undefined>;
  readLink(path: string): Promise<string | undefined>;
  /** The names in it. */
  listFolder(path: string): Promise<string[]>;
  /** Addresses and routes, at next to no cost: when it changes, the link may have. */
  fingerprint(): string;
  /** Stdout; undefined if the program is absent, fails or takes too long. On Windows `%SystemRoot%` is filled in. */
  run(file: string, args: string[], timeoutMs: number): Promise<string | undefined>;
}

const maxOutputBytes = 1024 * 1024;

export function systemProbe(): SystemProbe {
  return {
    platform: process.platform,
    readFile: (path) => readFile(path, "utf8").catch(() => undefined),
    readLink: (path) => readlink(path).catch(() => undefined),
    listFolder: (path) => readdir(path).catch(() => []),
    fingerprint: () => JSON.stringify(networkInterfaces()) + readRoutes(),
    run: (file, args, timeoutMs) =>
      runProgram(expandSystemRoot(file), args, timeoutMs).catch(() => undefined),
  };
}

function readRoutes(): string {
  try {
    return process.platform === "linux" ? readFileSync("/proc/net/route", "utf8") : "";
  } catch {
    return "";
  }
}

function runProgram(file: string, args: string[], timeoutMs: number): Promise<string | undefined> {
  const options = {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" }, // nmcli translates its values
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    maxBuffer: maxOutputBytes,
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    const child = execFile(file, args, options, (error, stdout) => resolve(error ? undefined : stdout));
    child.stdin?.end(); // nothing here may wait for someone to type
  });
}

function expandSystemRoot(file: string): string {
  return file.replace("%SystemRoot%", () => process.env["SystemRoot"] ?? "C:\\Windows");
}
