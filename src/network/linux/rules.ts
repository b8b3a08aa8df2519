import type { LinkKind } from "../link.ts";

/** What /sys/class/net tells about one interface. */
export interface InterfaceFacts {
  iface: string;
  /** The names in its folder. */
  entries: string[];
  /** `DEVTYPE` of its uevent. */
  devtype: string;
  /** ARPHRD_…: 1 is Ethernet, which Wi-Fi claims as well. */
  type: number;
  driver: string;
}

interface Rule {
  kind: LinkKind | "look-below";
  how: (facts: InterfaceFacts) => string;
  holds: (facts: InterfaceFacts) => boolean;
}

/** A phone shared by cable looks like an Ethernet card; its driver gives it away. */
const phoneDrivers = new Set(
  "rndis_host cdc_ether cdc_ncm cdc_mbim ipheth qmi_wwan huawei_cdc_ncm sierra_net hso mhi_net".split(" "),
);
/** PPP; a tun without link layer; ipip, ip6tnl, sit, gre and ip6gre. */
const typePpp = 512;
const tunnelTypes = new Set([65534, 768, 769, 776, 778, 823]);

const has =
  (entry: string) =>
  ({ entries }: InterfaceFacts): boolean =>
    entries.includes(entry);
const devtypeIs =
  (...names: string[]) =>
  ({ devtype }: InterfaceFacts): boolean =>
    names.includes(devtype);
const says = (words: string) => (): string => words;
const saysDevtype = ({ devtype }: InterfaceFacts): string => `DEVTYPE=${devtype}`;
const saysType = ({ type }: InterfaceFacts): string => `link type ${type}`;

/** The first that holds. `wireless` comes from the old extensions, which not every kernel has; so it is asked last. */
const rules: Rule[] = [
  { kind: "unknown", how: says("not in /sys/class/net"), holds: ({ entries }) => entries.length === 0 },
  { kind: "wifi", how: says("phy80211"), holds: has("phy80211") },
  { kind: "wifi", how: saysDevtype, holds: devtypeIs("wlan") },
  { kind: "wifi", how: says("wireless"), holds: has("wireless") },
  { kind: "cellular", how: saysDevtype, holds: devtypeIs("wwan", "bluetooth") },
  { kind: "cellular", how: says("its name"), holds: ({ iface }) => /^(ww(an|[opsx])|rmnet)/.test(iface) },
  {
    kind: "cellular",
    how: ({ driver }) => `driver ${driver}`,
    holds: ({ driver }) => phoneDrivers.has(driver),
  },
  { kind: "unknown", how: says("PPP: DSL, a modem or a VPN"), holds: ({ type }) => type === typePpp },
  { kind: "unknown", how: says("PPP: DSL, a modem or a VPN"), holds: devtypeIs("ppp") },
  { kind: "vpn", how: saysDevtype, holds: devtypeIs("wireguard") },
  { kind: "vpn", how: says("tun_flags"), holds: has("tun_flags") },
  { kind: "vpn", how: saysType, holds: ({ type }) => tunnelTypes.has(type) },
  { kind: "look-below", how: says("lower_*"), holds: ({ entries }) => lowersOf(entries).length > 0 },
  { kind: "virtual", how: says("no device behind it"), holds: ({ entries }) => !entries.includes("device") },
  { kind: "wired", how: says("an Ethernet device"), holds: ({ type }) => type === 1 },
  { kind: "unknown", how: saysType, holds: () => true },
];

/** Which kind of link it is by itself; `look-below` for a bridge, bond, VLAN …, which is what its ports are. */
export function judgeInterface(facts: InterfaceFacts): { kind: LinkKind | "look-below"; how: string } {
  const rule = rules.find(({ holds }) => holds(facts));
  return rule ? { kind: rule.kind, how: rule.how(facts) } : { kind: "unknown", how: "no rule" };
}

/** The interfaces that it stands on. */
export const lowersOf = (entries: string[]): string[] =>
  entries.filter((entry) => entry.startsWith("lower_")).map((entry) => entry.slice("lower_".length));
