import { expect, it } from "vitest";
import { createNetworkMonitor } from "../../src/network/monitor.ts";
import { cable, probeOf, routed, row, wifi } from "./system.ts";

/** A machine that can be moved from Wi-Fi to a cable, under a clock that is set by hand. */
function setUp() {
  const at = { ms: 1_000_000, iface: "wlp2s0", looks: 0 };
  const machine = probeOf(wifi(), cable());
  const probe = {
    ...machine,
    readFile: async (path: string) => {
      if (path !== "/proc/net/route") return machine.readFile(path);
      at.looks += 1;
      return probeOf(routed(row(at.iface))).readFile(path);
    },
  };
  return { at, monitor: createNetworkMonitor({ probe, now: () => at.ms }) };
}

it("looks once and remembers for a while", async () => {
  const { at, monitor } = setUp();
  expect(await monitor.check()).toMatchObject({ kind: "wifi" });
  at.iface = "enp3s0";
  at.ms += 29_999;
  expect(await monitor.check()).toMatchObject({ kind: "wifi" });
  expect(at.looks).toBe(1);
  at.ms += 1;
  expect(await monitor.check()).toMatchObject({ kind: "wired" });
  expect(at.looks).toBe(2);
});

it("looks at once when a fresh look is asked for, and remembers that", async () => {
  const { at, monitor } = setUp();
  await monitor.check();
  at.iface = "enp3s0";
  expect(await monitor.check({ maxAgeMs: 0 })).toMatchObject({ kind: "wired" });
  expect(await monitor.check()).toMatchObject({ kind: "wired" });
  expect(at.looks).toBe(2);
});

it("shares one look among all who ask meanwhile", async () => {
  const { at, monitor } = setUp();
  const links = await Promise.all([monitor.check(), monitor.check(), monitor.check()]);
  expect(links.map(({ kind }) => kind)).toEqual(["wifi", "wifi", "wifi"]);
  expect(at.looks).toBe(1);
});

it("looks again when the clock was set back", async () => {
  const { at, monitor } = setUp();
  await monitor.check();
  at.ms -= 3_600_000;
  await monitor.check();
  expect(at.looks).toBe(2);
});

it("does not ask the system at all under an override", async () => {
  const probe = probeOf(routed(row("enp3s0")), cable());
  const watched = {
    ...probe,
    readFile: () => Promise.reject(new Error("the system was asked")),
  };
  const link = (override: "wifi" | "metered" | "offline") =>
    createNetworkMonitor({ override, probe: watched }).check({ maxAgeMs: 0 });
  expect(await link("wifi")).toEqual({ kind: "wifi", metered: false, how: "IMPORTER_NETWORK=wifi" });
  expect(await link("metered")).toMatchObject({ metered: true, how: "IMPORTER_NETWORK=metered" });
  expect(await link("offline")).toMatchObject({ kind: "none" });
});

it("asks PowerShell seldom, unless an address or a route has changed", async () => {
  const at = { ms: 1_000_000, fingerprint: "one", looks: 0 };
  const probe = {
    ...probeOf({ platform: "win32" }),
    fingerprint: () => at.fingerprint,
    run: async () => (at.looks++, undefined),
  };
  const monitor = createNetworkMonitor({ probe, now: () => at.ms });
  const looksAfter = async (ms: number, maxAgeMs = 500): Promise<number> => {
    at.ms += ms;
    await monitor.check({ maxAgeMs });
    return at.looks;
  };
  expect(await looksAfter(0)).toBe(1);
  expect(await looksAfter(5_000)).toBe(1);
  at.fingerprint = "another";
  expect(await looksAfter(1_000)).toBe(2);
  expect(await looksAfter(1_000)).toBe(2);
  expect(await looksAfter(1_000, 0)).toBe(3);
  expect(await looksAfter(10_000)).toBe(4);
});
