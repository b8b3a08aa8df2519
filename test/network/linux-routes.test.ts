import { expect, it } from "vitest";
import { parseIpv6Routes, parseRoutes } from "../../src/network/linux/routes.ts";
import { routes, row } from "./system.ts";

const zeros = "0".repeat(32);

function row6(iface: string, metric: string, flags = "00000003", prefix = "00"): string {
  const gateway = `fe80${"0".repeat(27)}1`;
  return `${zeros} ${prefix} ${zeros} 00 ${gateway} ${metric} 00000001 00000000 ${flags} ${iface.padStart(8)}\n`;
}

it("finds the default route and its gateway in the kernel's table", () => {
  const text = routes(row("wlp2s0", 600), row("wlp2s0", 600, { to: "0002A8C0", flags: "0001" }));
  expect(parseRoutes(text)).toEqual([{ iface: "wlp2s0", metric: 600, gateway: "192.168.2.1" }]);
});

it("puts the smallest metric first, and of equal ones the first listed", () => {
  const text = routes(row("wlan0", 600), row("eth0", 100), row("eth1", 100), row("wwan0", 700));
  expect(parseRoutes(text).map(({ iface }) => iface)).toEqual(["eth0", "eth1", "wlan0", "wwan0"]);
});

it("reads a metric of 4294967295, which is printed as -1, as the last resort", () => {
  const text = routes(row("wwan0", -1), row("wlan0", 600));
  expect(parseRoutes(text).map(({ iface }) => iface)).toEqual(["wlan0", "wwan0"]);
});

it("passes over routes that reject, are down, lead to a black hole or to the machine itself", () => {
  const text = routes(
    row("eth0", 1, { flags: "0201" }),
    row("eth1", 2, { flags: "0002" }),
    row("*", 3, { flags: "0001" }),
    row("lo", 4, { flags: "0201" }),
  );
  expect(parseRoutes(text)).toEqual([]);
});

it("does not take the half routes of a VPN, 0.0.0.0/1 and 128.0.0.0/1, for default routes", () => {
  const half = ["tun0", "00000000", "0100080A", "0003", 0, 0, 0, "00000080", 0, 0, 0].join("\t");
  expect(parseRoutes(routes(half, row("wlan0", 600))).map(({ iface }) => iface)).toEqual(["wlan0"]);
});

it("leaves the gateway out where the route has none", () => {
  expect(parseRoutes(routes(row("wg0", 0, { gateway: "00000000", flags: "0001" })))).toEqual([
    { iface: "wg0", metric: 0 },
  ]);
});

it("never lets a name become a path elsewhere", () => {
  expect(parseRoutes(routes(row("../../etc"), row("..")))).toEqual([]);
});

it("finds nothing in an empty or garbled table", () => {
  for (const text of ["", "\n", routes(), "not\ta\ttable\nat\tall", "Iface\neth0\t00000000"]) {
    expect(parseRoutes(text)).toEqual([]);
    expect(parseIpv6Routes(text)).toEqual([]);
  }
});

it("finds the default routes of IPv6, whose metrics are hexadecimal", () => {
  const text =
    row6("wwan0", "00000800") + row6("wlan0", "00000258") + row6("eth0", "00000064", "00000003", "40");
  expect(parseIpv6Routes(text)).toEqual([
    { iface: "wlan0", metric: 600 },
    { iface: "wwan0", metric: 2048 },
  ]);
});

it("passes over the IPv6 route by which the kernel rejects everything", () => {
  expect(parseIpv6Routes(row6("lo", "ffffffff", "00200200") + row6("eth0", "00000400", "00000203"))).toEqual(
    [],
  );
});
