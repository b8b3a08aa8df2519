import { describe, expect, it } from "vitest";
import { detectLink } from "../../src/network/detect.ts";
import { kindOfPort, parseHardwarePorts, parseNwi, parseRouteGet } from "../../src/network/macos/output.ts";
import { probeOf, type Machine } from "./system.ts";

const routeTo = (iface: string, gateway = "192.168.1.1"): string =>
  `   route to: default
destination: default
       mask: default
    gateway: ${gateway}
  interface: ${iface}
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0
`;

const ports = `
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: 00:00:5e:00:53:04

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 00:00:5e:00:53:01

Hardware Port: iPhone USB
Device: en7
Ethernet Address: N/A

Hardware Port: Thunderbolt Bridge
Device: bridge0
Ethernet Address: 00:00:5e:00:53:05

VLAN Configurations
===================
`;

const nwi = (...states: [string, string][]): string =>
  `Network information

IPv4 network interface information
${states
  .map(
    ([iface, address]) => `${iface.padStart(8)} : flags      : 0x5 (IPv4,DNS)
           address    : ${address}
           reach      : 0x00000002 (Reachable)
`,
  )
  .join("")}
   REACH : flags 0x00000002 (Reachable)

IPv6 network interface information
   No IPv6 states found


   REACH : flags 0x00000000 (Not Reachable)

Network interfaces: ${states.map(([iface]) => iface).join(" ")}
`;

function mac(programs: Record<string, string>): Machine {
  return { platform: "darwin", programs: { "networksetup -listallhardwareports": ports, ...programs } };
}
const detect = (programs: Record<string, string>) => detectLink(probeOf(mac(programs)));

describe("a Mac", () => {
  it("on Wi-Fi: whether it is metered, macOS tells nobody", async () => {
    const link = await detect({ "route -n get default": routeTo("en0") });
    expect(link).toMatchObject({ kind: "wifi", iface: "en0", metered: null });
  });

  it("asks by absolute paths, and none of the programs that no longer work", async () => {
    const probe = probeOf(mac({ "route -n get default": routeTo("en0") }));
    await detectLink(probe);
    expect(probe.ran.filter((line) => !/^\/(usr\/)?sbin\//.test(line))).toEqual([]);
    expect(probe.ran.join("\n")).not.toMatch(/airport|wdutil|system_profiler/);
  });

  it("on a cable, on a phone", async () => {
    expect(await detect({ "route -n get default": routeTo("en4") })).toMatchObject({ kind: "wired" });
    const phone = await detect({ "route -n get default": routeTo("en7", "172.20.10.1") });
    expect(phone).toMatchObject({ kind: "cellular", iface: "en7", metered: true });
  });

  it("on an iPhone's hotspot is on metered Wi-Fi", async () => {
    const link = await detect({ "route -n get default": routeTo("en0", "172.20.10.1") });
    expect(link).toMatchObject({ kind: "wifi", metered: true });
  });

  it("with IPv6 only", async () => {
    const link = await detect({ "route -n get -inet6 default": routeTo("en0", "fe80::1%en0") });
    expect(link).toMatchObject({ kind: "wifi", iface: "en0" });
  });

  it("behind a VPN is on what carries it, if that is of one kind", async () => {
    const route = { "route -n get default": routeTo("utun3", "10.8.0.1") };
    const overWifi = await detect({ ...route, scutil: nwi(["utun3", "10.8.0.2"], ["en0", "192.168.1.23"]) });
    expect(overWifi).toMatchObject({ kind: "wifi", iface: "en0", metered: null });
    const overPhone = await detect({ ...route, scutil: nwi(["utun3", "10.8.0.2"], ["en0", "172.20.10.4"]) });
    expect(overPhone).toMatchObject({ kind: "wifi", metered: true });
    const both = nwi(["utun3", "10.8.0.2"], ["en4", "192.168.1.24"], ["en0", "192.168.1.23"]);
    expect(await detect({ ...route, scutil: both })).toMatchObject({ kind: "vpn", iface: "utun3" });
    expect(await detect(route)).toMatchObject({ kind: "vpn", iface: "utun3" });
  });

  it("whose ports have names in another language is asked by device", async () => {
    const programs = {
      "route -n get default": routeTo("en0"),
      "networksetup -listallhardwareports": "\nHardware Port: 无线局域网\nDevice: en0\n",
    };
    expect(await detect(programs)).toMatchObject({ kind: "unknown" });
    const summary = "<dictionary> {\n  BSSID : <redacted>\n  InterfaceType : WiFi\n  SSID : <redacted>\n}\n";
    const asked = await detect({ ...programs, "ipconfig getsummary en0": summary });
    expect(asked).toMatchObject({ kind: "wifi", iface: "en0" });
  });

  it("that is offline, and one whose programs are missing", async () => {
    const offline = "Network information\n\nIPv4 network interface information\n   No IPv4 states found\n";
    expect(await detect({ scutil: offline })).toMatchObject({ kind: "none" });
    expect(await detect({})).toMatchObject({ kind: "unknown" });
  });
});

describe("the programs of macOS", () => {
  it("route names the interface, or nothing when it is not in the table", () => {
    expect(parseRouteGet(routeTo("en0"))).toEqual({ iface: "en0", gateway: "192.168.1.1" });
    expect(parseRouteGet("route: writing to routing socket: not in table\n")).toBeUndefined();
    expect(parseRouteGet("")).toBeUndefined();
  });

  it("networksetup lists the ports, and a device without a name is left out", () => {
    const found = parseHardwarePorts(`${ports}\nHardware Port: Wi-Fi\nDevice: \n`);
    expect([...found]).toEqual([
      ["en4", "Ethernet Adapter (en4)"],
      ["en0", "Wi-Fi"],
      ["en7", "iPhone USB"],
      ["bridge0", "Thunderbolt Bridge"],
    ]);
  });

  it("scutil lists what carries something, best first, and each once", () => {
    const text = nwi(["utun3", "10.8.0.2"], ["en0", "192.168.1.23"]).replace(
      "   No IPv6 states found",
      "     en0 : flags      : 0x6 (IPv6,DNS)\n           address    : fe80::1",
    );
    expect(parseNwi(text)).toEqual([
      { iface: "utun3", address: "10.8.0.2" },
      { iface: "en0", address: "192.168.1.23" },
    ]);
    expect(parseNwi("nothing of the sort")).toEqual([]);
  });

  it.each([
    ["Wi-Fi", "wifi"],
    ["AirPort", "wifi"],
    ["Ethernet", "wired"],
    ["USB 10/100/1000 LAN", "wired"],
    ["Thunderbolt Ethernet Slot 1", "wired"],
    ["Thunderbolt Bridge", "wired"],
    ["iPad USB", "cellular"],
    ["Bluetooth PAN", "cellular"],
    ["HUAWEI Mobile Modem", "cellular"],
    ["WLAN", undefined],
    ["", undefined],
  ])("a port called %j is %s", (port, kind) => expect(kindOfPort(port)).toBe(kind));
});
