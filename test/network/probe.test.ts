import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { detectLink, systemProbe } from "../../src/network/detect.ts";
import type { LinkKind } from "../../src/network/link.ts";
import { temporaryFolder } from "../helpers/library.ts";

const probe = systemProbe();
const node = process.execPath;
const patientMs = 20_000;

it("reads files, links and folders, and what is not there is undefined or empty", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "eth0"));
  writeFileSync(join(folder, "eth0", "type"), "1\n");
  symlinkSync("../elsewhere", join(folder, "eth0", "device"));
  expect(await probe.readFile(join(folder, "eth0", "type"))).toBe("1\n");
  expect(await probe.readLink(join(folder, "eth0", "device"))).toBe("../elsewhere");
  expect((await probe.listFolder(join(folder, "eth0"))).sort()).toEqual(["device", "type"]);
  expect(await probe.readFile(join(folder, "none"))).toBeUndefined();
  expect(await probe.readFile(folder)).toBeUndefined();
  expect(await probe.readLink(join(folder, "eth0", "type"))).toBeUndefined();
  expect(await probe.listFolder(join(folder, "none"))).toEqual([]);
});

it("runs a program in the C locale, with the rest of the environment and nothing to read", async () => {
  const script =
    "process.stdin.resume().on('end', () => console.log(process.env.LC_ALL, process.env.PATH === undefined))";
  expect(await probe.run(node, ["-e", script], patientMs)).toBe("C false\n");
});

it("hands arguments over as they are: no shell reads them", async () => {
  const odd = `$(echo hi); 'x' "y" *`;
  expect(await probe.run(node, ["-p", "process.argv[1]", odd], patientMs)).toBe(`${odd}\n`);
});

it("says nothing of a program that is absent, fails, prints too much or cannot be started", async () => {
  expect(await probe.run("/nowhere/nmcli", [], patientMs)).toBeUndefined();
  expect(await probe.run(node, ["-e", "console.log('no'); process.exit(8)"], patientMs)).toBeUndefined();
  expect(await probe.run(node, ["-p", "'x'.repeat(2 ** 21)"], patientMs)).toBeUndefined();
  expect(await probe.run(node, ["-p", "'a\0b'"], patientMs)).toBeUndefined();
});

it("ends a program that takes too long, even one that does not want to end", async () => {
  const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('still here')";
  expect(await probe.run(node, ["-e", deaf], 1_000)).toBeUndefined();
});

it("never throws, whatever the system does", async () => {
  const broken = {
    ...probe,
    platform: "linux" as const,
    readFile: () => Promise.reject(new Error("no files today")),
  };
  expect(await detectLink(broken)).toEqual({
    kind: "unknown",
    metered: null,
    how: "detection failed: no files today",
  });
  expect(await detectLink({ ...probe, platform: "freebsd" })).toMatchObject({ kind: "unknown" });
});

it("tells of the machine that this runs on, within seconds, what kind of link it has", async () => {
  const kinds: LinkKind[] = ["wifi", "wired", "cellular", "vpn", "virtual", "none", "unknown"];
  const startedAt = performance.now();
  const link = await detectLink(systemProbe());
  expect(kinds).toContain(link.kind);
  expect([true, false, null]).toContain(link.metered);
  expect(link.how).not.toBe("");
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});
