import {
  linkOf,
  lookUnder,
  noticeHotspot,
  type Carrier,
  type NetworkLink,
  type MeteredAnswer,
} from "../link.ts";
import {
  kindOfPort,
  parseHardwarePorts,
  parseNwi,
  parseRouteGet,
  parseSummaryType,
  type NetworkState,
} from "./output.ts";
import type { SystemProbe } from "../probe.ts";

const timeoutMs = 3_000;

/**
 * By `route`, `networksetup` and `scutil`, which need no permission. Not by `airport`, `networksetup -getairportnetwork` or
 * `wdutil`: since macOS 14.4 they are empty, wrong or for root only.
 */
export async function detectMacLink(probe: SystemProbe): Promise<NetworkLink> {
  const ask = (file: string, ...args: string[]): Promise<string | undefined> =>
    probe.run(file, args, timeoutMs);
  const route =
    parseRouteGet((await ask("/sbin/route", "-n", "get", "default")) ?? "") ??
    parseRouteGet((await ask("/sbin/route", "-n", "get", "-inet6", "default")) ?? "");
  const nwi = await ask("/usr/sbin/scutil", "--nwi");
  const states = parseNwi(nwi ?? "");
  const iface = route?.iface ?? states[0]?.iface;
  if (!iface) return describeNothing(nwi);

  const ports = parseHardwarePorts((await ask("/usr/sbin/networksetup", "-listallhardwareports")) ?? "");
  const carrier = await findCarrier(probe, iface, states, ports);
  const gateway = route?.iface === carrier.iface ? route.gateway : undefined;
  const address = gateway ?? states.find((state) => state.iface === carrier.iface)?.address;
  return linkOf(carrier, noticeHotspot(address, meteredOf(carrier)));
}

function describeNothing(nwi: string | undefined): NetworkLink {
  return nwi === undefined
    ? { kind: "unknown", metered: null, how: "neither route nor scutil answered" }
    : { kind: "none", metered: null, how: "no default route, and scutil lists no interface" };
}

async function findCarrier(
  probe: SystemProbe,
  iface: string,
  states: NetworkState[],
  ports: Map<string, string>,
): Promise<Carrier> {
  const carrier = await classify(probe, iface, ports);
  if (carrier.kind !== "vpn") return carrier;
  return lookUnder(carrier, await Promise.all(states.map((state) => classify(probe, state.iface, ports))));
}

/** By its port's name; en0 is Wi-Fi on a laptop only. */
async function classify(probe: SystemProbe, iface: string, ports: Map<string, string>): Promise<Carrier> {
  const told = (kind: Carrier["kind"], how: string): Carrier => ({ kind, iface, how, through: [iface] });
  const port = ports.get(iface);
  const kind = port === undefined ? undefined : kindOfPort(port);
  if (kind) return told(kind, `hardware port ${port}`);
  if (/^(utun|ipsec|ppp|tun|tap|gif|stf)\d/.test(iface)) return told("vpn", "its name");
  if (/^(bridge|vmenet|feth)\d/.test(iface)) return told("virtual", "its name");
  const summary = await probe.run("/usr/sbin/ipconfig", ["getsummary", iface], timeoutMs);
  const type = parseSummaryType(summary ?? "");
  if (type === "WiFi") return told("wifi", "ipconfig says WiFi");
  return told("unknown", port ? `hardware port ${port}` : "no hardware port of that name");
}

/** macOS tells no program outside its Network framework. What comes from a phone is taken as metered. */
function meteredOf({ kind }: Carrier): MeteredAnswer {
  return kind === "cellular"
    ? { metered: true, isGuess: true, how: "a phone's or modem's link" }
    : { metered: null, isGuess: false, how: "macOS does not tell" };
}
