import type { LinkKind } from "../link.ts";

/** Of `route -n get default`. */
export function parseRouteGet(text: string): { iface: string; gateway?: string } | undefined {
  const iface = /^\s*interface:\s*([\w.-]+)\s*$/m.exec(text)?.[1];
  const gateway = /^\s*gateway:\s*([\d.]+)\s*$/m.exec(text)?.[1];
  return iface ? { iface, ...(gateway && { gateway }) } : undefined;
}

/** Of `networksetup -listallhardwareports`: the port's name by device. */
export function parseHardwarePorts(text: string): Map<string, string> {
  const ports = new Map<string, string>();
  let port = "";
  for (const line of text.split("\n")) {
    const [, label, value = ""] = /^(Hardware Port|Device):\s*(.*?)\s*$/.exec(line) ?? [];
    if (label === "Hardware Port") port = value;
    if (label === "Device" && value && port) ports.set(value, port);
  }
  return ports;
}

export interface NetworkState {
  iface: string;
  address?: string;
}

/** Of `scutil --nwi`: the interfaces that carry something, best first. */
export function parseNwi(text: string): NetworkState[] {
  const states = new Map<string, NetworkState>();
  let state: NetworkState | undefined;
  for (const line of text.split("\n")) {
    const iface = /^\s*([a-z][\w.-]*)\s*:\s*flags\s*:/.exec(line)?.[1];
    if (iface) state = states.get(iface) ?? { iface };
    if (state) states.set(state.iface, state);
    const address = /^\s*address\s*:\s*([\d.]+)\s*$/.exec(line)?.[1];
    if (state && address) state.address = address;
  }
  return [...states.values()];
}

/** Of `ipconfig getsummary en0`. */
export function parseSummaryType(text: string): string | undefined {
  return /^\s*InterfaceType\s*:\s*(\S+)\s*$/m.exec(text)?.[1];
}

/** Undefined for a name that tells nothing, such as one in another language. */
export function kindOfPort(port: string): LinkKind | undefined {
  if (/iphone|ipad|bluetooth|modem|wwan|android|rndis/i.test(port)) return "cellular";
  if (/^(wi-?fi|airport)\b/i.test(port)) return "wifi";
  if (/ethernet|\blan\b|thunderbolt/i.test(port)) return "wired";
  return undefined;
}
