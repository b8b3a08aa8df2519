import { describe, expect, it } from "vitest";
import type { LinkKind } from "../../src/network/link.ts";
import { judgeInterface, type InterfaceFacts } from "../../src/network/linux/rules.ts";

const facts = (more: Partial<InterfaceFacts>): InterfaceFacts => ({
  iface: "eth0",
  entries: ["device", "uevent", "type", ...(more.entries ?? [])],
  devtype: more.devtype ?? "",
  type: more.type ?? 1,
  driver: more.driver ?? "",
  ...(more.iface && { iface: more.iface }),
});
const virtual = (more: Partial<InterfaceFacts>): InterfaceFacts => ({
  ...facts(more),
  entries: ["uevent", "type", ...(more.entries ?? [])],
});

const cases: [string, InterfaceFacts, LinkKind | "look-below"][] = [
  ["a card with phy80211", facts({ entries: ["phy80211"] }), "wifi"],
  ["a card whose DEVTYPE is wlan", facts({ devtype: "wlan" }), "wifi"],
  ["an old card with only the wireless folder", facts({ entries: ["wireless"] }), "wifi"],
  ["a USB Wi-Fi stick with an RNDIS driver", facts({ entries: ["phy80211"], driver: "rndis_host" }), "wifi"],
  ["an Ethernet card", facts({ driver: "e1000e" }), "wired"],
  ["the card of a virtual machine", facts({ driver: "virtio_net" }), "wired"],
  ["a modem with DEVTYPE wwan", facts({ devtype: "wwan", type: 65534 }), "cellular"],
  ["a modem known by its name only", facts({ iface: "wwp0s20u4", type: 65534 }), "cellular"],
  ["a modem known by its driver only", facts({ iface: "usb0", driver: "qmi_wwan", type: 65534 }), "cellular"],
  ["an Android phone on the USB cable", facts({ iface: "usb0", driver: "rndis_host" }), "cellular"],
  ["an iPhone on the USB cable", facts({ iface: "enx0", driver: "ipheth" }), "cellular"],
  ["a phone over Bluetooth", facts({ iface: "bnep0", devtype: "bluetooth" }), "cellular"],
  ["PPP", virtual({ iface: "ppp0", devtype: "ppp", type: 512 }), "unknown"],
  ["WireGuard", virtual({ iface: "wg0", devtype: "wireguard", type: 65534 }), "vpn"],
  ["a tun", virtual({ iface: "tun0", entries: ["tun_flags"], type: 65534 }), "vpn"],
  ["a tap", virtual({ iface: "tap0", entries: ["tun_flags"] }), "vpn"],
  ["a GRE tunnel", virtual({ iface: "gre1", type: 778 }), "vpn"],
  ["a bridge", virtual({ iface: "br0", devtype: "bridge", entries: ["lower_eth0"] }), "look-below"],
  ["a bond", virtual({ iface: "bond0", devtype: "bond", entries: ["lower_wlan0"] }), "look-below"],
  ["a VLAN", virtual({ iface: "eth0.7", devtype: "vlan", entries: ["lower_eth0"] }), "look-below"],
  ["a bridge without ports", virtual({ iface: "docker0", devtype: "bridge" }), "virtual"],
  ["the end of a pair in a container", virtual({ iface: "eth0" }), "virtual"],
  ["InfiniBand", facts({ iface: "ib0", type: 32 }), "unknown"],
  ["a type that cannot be read", facts({ type: NaN }), "unknown"],
  ["no folder at all", { ...facts({}), entries: [] }, "unknown"],
];

describe("an interface of Linux", () => {
  it.each(cases)("%s", (_name, found, kind) => {
    const judged = judgeInterface(found);
    expect(judged.kind).toBe(kind);
    expect(judged.how).not.toBe("");
  });
});
