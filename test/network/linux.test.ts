import { describe, expect, it } from "vitest";
import { detectLink } from "../../src/network/detect.ts";
import { cable, interfaceOf, nmcli, probeOf, routed, row, tunnel, wifi, type Machine } from "./system.ts";

const detect = (...machines: Machine[]) => detectLink(probeOf(...machines));

const guessesNo = nmcli(["wlp2s0", "wlp2s0", "wifi", "no (guessed)"]);

describe("a Linux machine", () => {
  it("on Wi-Fi, of which NetworkManager guesses that it is not metered", async () => {
    expect(await detect(routed(row("wlp2s0", 600)), wifi(), guessesNo)).toEqual({
      kind: "wifi",
      iface: "wlp2s0",
      metered: false,
      how: "phy80211; metered: NetworkManager says no (guessed)",
    });
  });

  it("on Wi-Fi without NetworkManager: nobody can say whether it is metered", async () => {
    expect(await detect(routed(row("wlp2s0")), wifi())).toMatchObject({ kind: "wifi", metered: null });
  });

  it("on a cable takes no notice of Wi-Fi with a larger metric", async () => {
    const link = await detect(routed(row("wlp2s0", 600), row("enp3s0", 100)), wifi(), cable());
    expect(link).toMatchObject({ kind: "wired", iface: "enp3s0" });
  });

  it("on a phone by USB cable is on mobile data", async () => {
    const phone = cable("usb0", { driver: "rndis_host" });
    expect(await detect(routed(row("usb0", 100)), phone)).toMatchObject({ kind: "cellular", iface: "usb0" });
  });

  it("on a modem, which NetworkManager knows by another name", async () => {
    const modem = interfaceOf("wwan0", { devtype: "wwan", driver: "qmi_wwan", type: 65534 });
    const says = nmcli(["cdc-wdm0", "wwan0", "gsm", "yes (guessed)"]);
    const link = await detect(routed(row("wwan0", 700)), modem, says);
    expect(link).toMatchObject({ kind: "cellular", iface: "wwan0", metered: true });
  });

  it("on PPP asks NetworkManager for a second opinion", async () => {
    const ppp = interfaceOf("ppp0", { devtype: "ppp", type: 512, operstate: "unknown" });
    const says = nmcli(["ttyUSB2", "ppp0", "gsm", "yes"]);
    expect(await detect(routed(row("ppp0")), ppp, says)).toMatchObject({ kind: "cellular", metered: true });
    expect(await detect(routed(row("ppp0")), ppp)).toMatchObject({ kind: "unknown", iface: "ppp0" });
  });

  it("in a container sees only the container's own end", async () => {
    const eth0 = interfaceOf("eth0", {});
    expect(await detect(routed(row("eth0")), eth0)).toMatchObject({ kind: "virtual", iface: "eth0" });
  });

  it("whose route names an interface that sysfs does not show", async () => {
    expect(await detect(routed(row("eth0")))).toMatchObject({ kind: "unknown", iface: "eth0" });
  });

  it("with IPv6 only", async () => {
    const zeros = "0".repeat(32);
    const line = `${zeros} 00 ${zeros} 00 ${zeros} 00000400 00000001 00000000 00000003   wlp2s0\n`;
    const link = await detect(routed(), { files: { "/proc/net/ipv6_route": line } }, wifi());
    expect(link).toMatchObject({ kind: "wifi", iface: "wlp2s0" });
  });

  it("that is offline runs no program", async () => {
    const probe = probeOf(routed(row("wlp2s0", 0, { to: "0002A8C0", flags: "0001" })), wifi());
    expect(await detectLink(probe)).toMatchObject({ kind: "none", metered: null });
    expect(probe.ran).toEqual([]);
  });

  it("that runs Android is read the same way, where it lets itself be read", async () => {
    const link = await detect({ platform: "android" }, routed(row("wlan0")), wifi("wlan0"));
    expect(link).toMatchObject({ kind: "wifi", iface: "wlan0" });
  });

  it("whose route table is hidden is not offline but unknown", async () => {
    expect(await detect(wifi())).toMatchObject({ kind: "unknown" });
    expect(await detect({ platform: "android" }, wifi())).toMatchObject({ kind: "unknown" });
  });
});

describe("a bridge, bond or VLAN", () => {
  const bridge = interfaceOf("br0", { devtype: "bridge", lowers: ["wlp2s0", "vnet0"] });

  it("is what it stands on, whatever virtual machines are plugged into it", async () => {
    const link = await detect(routed(row("br0")), bridge, wifi(), tunnel("vnet0"));
    expect(link).toMatchObject({ kind: "wifi", iface: "wlp2s0" });
    expect(link.how).toContain("br0 over wlp2s0");
  });

  it("is metered if what it stands on is", async () => {
    const says = nmcli(["br0", "br0", "bridge", "no (guessed)"], ["wlp2s0", "wlp2s0", "wifi", "yes"]);
    expect(await detect(routed(row("br0")), bridge, wifi(), says)).toMatchObject({ metered: true });
  });

  it("that joins a cable and Wi-Fi is neither; the port without a carrier does not count", async () => {
    const both = interfaceOf("br0", { devtype: "bridge", lowers: ["wlp2s0", "enp3s0"] });
    expect(await detect(routed(row("br0")), both, wifi(), cable())).toMatchObject({ kind: "unknown" });
    const unplugged = cable("enp3s0", { operstate: "down" });
    expect(await detect(routed(row("br0")), both, wifi(), unplugged)).toMatchObject({ kind: "wifi" });
  });

  it("that has a bond's active port is that one", async () => {
    const bond = interfaceOf("bond0", { devtype: "bond", lowers: ["enp3s0", "wlp2s0"] });
    const active = { files: { "/sys/class/net/bond0/bonding/active_slave": "wlp2s0\n" } };
    const link = await detect(routed(row("bond0")), bond, active, wifi(), cable());
    expect(link).toMatchObject({ kind: "wifi", iface: "wlp2s0" });
  });

  it("is followed through a VLAN on a bridge, but not for ever", async () => {
    const vlan = interfaceOf("br0.7", { devtype: "vlan", lowers: ["br0"] });
    const link = await detect(routed(row("br0.7")), vlan, bridge, wifi());
    expect(link).toMatchObject({ kind: "wifi", iface: "wlp2s0" });
    const loop = interfaceOf("br1", { devtype: "bridge", lowers: ["br1"] });
    expect(await detect(routed(row("br1")), loop)).toMatchObject({ kind: "unknown" });
  });
});

it("a bridge that has only virtual machines below it leads nowhere that can be seen", async () => {
  const bridge = interfaceOf("virbr0", { devtype: "bridge", lowers: ["vnet0"] });
  const link = await detect(routed(row("virbr0")), bridge, tunnel("vnet0"), wifi());
  expect(link).toMatchObject({ kind: "virtual", iface: "virbr0" });
});

describe("a VPN that is the default route", () => {
  const overVpn = routed(row("tun0", 50, { gateway: "00000000" }), row("wlp2s0", 600));

  it("is what carries it, if only one kind of device is up", async () => {
    const off = cable("enp3s0", { operstate: "down", carrier: "0" });
    const link = await detect(overVpn, tunnel(), wifi(), off, interfaceOf("docker0", { devtype: "bridge" }));
    expect(link).toMatchObject({ kind: "wifi", iface: "wlp2s0" });
    expect(link.how).toMatch(/^vpn-underlay: tun0 over wlp2s0/);
  });

  it("stays a VPN if a cable and Wi-Fi are both up", async () => {
    expect(await detect(overVpn, tunnel(), wifi(), cable())).toMatchObject({ kind: "vpn", iface: "tun0" });
  });

  it("stays a VPN if besides Wi-Fi there is a line of unknown kind", async () => {
    const ppp = interfaceOf("ppp0", { devtype: "ppp", type: 512, operstate: "unknown" });
    expect(await detect(overVpn, tunnel(), wifi(), ppp)).toMatchObject({ kind: "vpn" });
    expect(await detect(overVpn, tunnel(), ppp)).toMatchObject({ kind: "vpn" });
  });

  it("stays a VPN if nothing else is to be seen", async () => {
    expect(await detect(overVpn, tunnel())).toMatchObject({ kind: "vpn", iface: "tun0" });
  });

  it("counts a modem, whose state is never more than unknown", async () => {
    const modem = interfaceOf("wwan0", { devtype: "wwan", driver: "qmi_wwan", operstate: "unknown" });
    expect(await detect(overVpn, tunnel(), modem)).toMatchObject({ kind: "cellular", iface: "wwan0" });
    expect(await detect(overVpn, tunnel(), wifi(), modem)).toMatchObject({ kind: "vpn" });
  });

  it("over two Wi-Fi cards is metered if one of them is", async () => {
    const says = nmcli(["wlp2s0", "wlp2s0", "wifi", "no"], ["wlx0", "wlx0", "wifi", "yes"]);
    const link = await detect(overVpn, tunnel(), wifi(), wifi("wlx0"), says);
    expect(link).toMatchObject({ kind: "wifi", metered: true });
  });

  it("is metered if what carries it is", async () => {
    const says = nmcli(["tun0", "tun0", "tun", "no (guessed)"], ["wlp2s0", "wlp2s0", "wifi", "yes"]);
    expect(await detect(overVpn, tunnel(), wifi(), says)).toMatchObject({ kind: "wifi", metered: true });
  });
});

describe("whether it is metered", () => {
  const onWifi = [routed(row("wlp2s0", 600)), wifi()];
  const busctl = (data: number): Machine => ({
    programs: { "busctl --json=short get-property": `{"type":"u","data":${data}}\n` },
  });

  it("is asked of the whole host if nmcli is absent, empty or speaks another language", async () => {
    expect(await detect(...onWifi, busctl(3))).toMatchObject({ metered: true });
    expect(await detect(...onWifi, busctl(3), { programs: { nmcli: "" } })).toMatchObject({ metered: true });
    const german = nmcli(["wlp2s0", "wlp2s0", "WLAN", "nein (geraten)"]);
    expect(await detect(...onWifi, german, busctl(4))).toMatchObject({ kind: "wifi", metered: false });
    expect(await detect(...onWifi, german)).toMatchObject({ kind: "wifi", metered: null });
  });

  it("is not asked a second time if nmcli knows it", async () => {
    const probe = probeOf(...onWifi, guessesNo, busctl(1));
    expect(await detectLink(probe)).toMatchObject({ metered: false });
    expect(probe.ran.filter((line) => line.includes("busctl"))).toEqual([]);
  });

  it("takes the address of an iPhone's hotspot for metered, unless the person told NetworkManager otherwise", async () => {
    const hotspot = [routed(row("wlp2s0", 600, { gateway: "010A14AC" })), wifi()];
    expect(await detect(...hotspot)).toMatchObject({ kind: "wifi", metered: true });
    expect(await detect(...hotspot, guessesNo)).toMatchObject({ metered: true });
    const other = [
      routed(row("wlp2s0", 1, { gateway: "00000000" }), row("usb0", 9, { gateway: "010A14AC" })),
      wifi(),
    ];
    expect(await detect(...other)).toMatchObject({ kind: "wifi", metered: null });
    const told = nmcli(["wlp2s0", "wlp2s0", "wifi", "no"]);
    expect(await detect(...hotspot, told)).toMatchObject({ kind: "wifi", metered: false });
  });
});
