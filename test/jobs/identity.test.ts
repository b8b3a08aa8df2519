import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { livenessOf, ownIdentity, type Identity } from "../../src/jobs/locks/identity.ts";
import { askPs, parseProcStat, parsePs, readProcess } from "../../src/jobs/locks/processes.ts";

const own = ownIdentity();
const pidOfTheDead = spawnSync(process.execPath, ["-e", ""]).pid;
const here: Identity = { host: "desk", bootId: "boot-1 pid:[1]", pid: process.pid, pidStart: own.pidStart };

test("this process is alive, and one that has ended is dead", () => {
  expect(livenessOf(own)).toBe("alive");
  expect(livenessOf({ ...own, pid: pidOfTheDead })).toBe("dead");
});

test("a process that was given the pid of a dead one does not pass for it", () => {
  expect(livenessOf({ ...own, pidStart: "another time" })).toBe("dead");
});

test("a process whose start was never known is alive as long as its pid exists", () => {
  expect(livenessOf({ ...own, pidStart: "" })).toBe("alive");
  expect(livenessOf({ ...own, pidStart: "", pid: pidOfTheDead })).toBe("dead");
});

test("what ran before this machine was started again is dead, whatever its pid", () => {
  expect(livenessOf({ ...here, bootId: "boot-0 pid:[1]" }, here)).toBe("dead");
});

test("what runs in another container or on another host is out of sight", () => {
  expect(livenessOf({ ...here, bootId: "boot-1 pid:[2]" }, here)).toBe("hidden");
  expect(livenessOf({ ...here, bootId: "boot-2 pid:[1]", host: "laptop" }, here)).toBe("hidden");
});

test("a host that was renamed while it runs is still the same machine", () => {
  expect(livenessOf({ ...here, host: "desk.local" }, here)).toBe("alive");
});

test("where boots have no name, pid and start decide, and other hosts are out of sight", () => {
  const unnamed = { ...here, bootId: "" };
  expect(livenessOf(unnamed, unnamed)).toBe("alive");
  expect(livenessOf({ ...unnamed, pid: pidOfTheDead }, unnamed)).toBe("dead");
  expect(livenessOf({ ...unnamed, host: "laptop" }, unnamed)).toBe("hidden");
});

test.skipIf(process.platform === "win32")("a zombie is dead, though its pid exists", async () => {
  // The shell's child ends, and the shell never asks how: the child stays a zombie until the shell goes.
  const shell = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 30"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const [printed] = (await once(shell.stdout, "data")) as [Buffer];
    const pid = Number(String(printed));
    while (readProcess(pid)?.isZombie === false) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(livenessOf({ ...own, pid, pidStart: "" })).toBe("dead");
  } finally {
    shell.kill("SIGKILL");
  }
});

test("a stopped process (Ctrl-Z) is alive", () => {
  expect(parseProcStat(`7 (node) T 1 ${"0 ".repeat(17)}4711 0`)).toEqual({ start: "4711", isZombie: false });
});

test("a program's name with spaces and brackets does not confuse /proc/<pid>/stat", () => {
  const fields = Array.from({ length: 30 }, (_, at) => String(at + 4)).join(" ");
  expect(parseProcStat(`42 (a) S (b c) S ${fields}`)).toEqual({ start: "22", isZombie: false });
  expect(parseProcStat(`42 (x) Z ${fields}`)).toEqual({ start: "22", isZombie: true });
  expect(parseProcStat("")).toBeUndefined();
});

test("ps tells state and start", () => {
  expect(parsePs("Ss+  Tue Nov 21 10:16:03 2026\n")).toEqual({
    start: "Tue Nov 21 10:16:03 2026",
    isZombie: false,
  });
  expect(parsePs("Z    Tue Nov  3 10:16:03 2026")).toMatchObject({ isZombie: true });
  expect(parsePs("")).toBeUndefined();
});

test.skipIf(process.platform === "win32" || spawnSync("ps", ["-p", "1"]).error)(
  "ps says the same of a process whatever the time zone and language of who asks",
  () => {
    const [zone, language] = [process.env["TZ"], process.env["LC_ALL"]];
    const first = askPs(process.pid);
    process.env["TZ"] = "Asia/Tokyo";
    process.env["LC_ALL"] = "de_DE.UTF-8";
    try {
      expect(first?.start).toMatch(/\d\d:\d\d:\d\d \d{4}$/);
      expect(askPs(process.pid)).toEqual(first);
    } finally {
      restore("TZ", zone);
      restore("LC_ALL", language);
    }
  },
);

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
