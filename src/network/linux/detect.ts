import { linkOf, lookUnder, noticeHotspot, type Carrier, type NetworkLink } from "../link.ts";
import { classifyInterface, isCarrying, isDown } from "./interface.ts";
import { askBusctl, askNmcli, kindOfDevice, meteredOf } from "./metered.ts";
import { parseIpv6Routes, parseRoutes, type DefaultRoute } from "./routes.ts";
import type { SystemProbe } from "../probe.ts";

/** The kernel's files tell the kind; NetworkManager, where there is one, tells whether it is metered. */
export async function detectLinuxLink(probe: SystemProbe): Promise<NetworkLink> {
  const listed = await readDefaultRoutes(probe);
  if (!listed) return { kind: "unknown", metered: null, how: "/proc/net/route cannot be read" };
  if (listed.length === 0) return { kind: "none", metered: null, how: "no default route in /proc/net" };
  const down = await Promise.all(listed.map(({ iface }) => isDown(probe, iface)));
  const routes = listed.filter((_, index) => !down[index]);
  const [route] = routes;
  if (!route) return { kind: "none", metered: null, how: `${listed[0]!.iface} has no carrier` };
  return askMetered(probe, await findCarrier(probe, route.iface), routes);
}

/**
 * IPv4 before IPv6. Only the main table: a VPN that works by policy routing (wg-quick) or by two half routes (OpenVPN)
 * does not show, and need not: what is seen then is what carries it.
 */
async function readDefaultRoutes(probe: SystemProbe): Promise<DefaultRoute[] | undefined> {
  const ipv4 = await probe.readFile("/proc/net/route");
  const ipv6 = await probe.readFile("/proc/net/ipv6_route");
  if (ipv4 === undefined && ipv6 === undefined) return undefined;
  return [...parseRoutes(ipv4 ?? ""), ...parseIpv6Routes(ipv6 ?? "")];
}

async function findCarrier(probe: SystemProbe, iface: string): Promise<Carrier> {
  const carrier = await classifyInterface(probe, iface);
  return carrier.kind === "vpn" ? lookUnder(carrier, await interfacesThatCarry(probe)) : carrier;
}

async function interfacesThatCarry(probe: SystemProbe): Promise<Carrier[]> {
  const names = await probe.listFolder("/sys/class/net");
  const found = await Promise.all(
    names.map(async (name) =>
      (await isCarrying(probe, name)) ? [await classifyInterface(probe, name)] : [],
    ),
  );
  return found.flat();
}

async function askMetered(probe: SystemProbe, found: Carrier, routes: DefaultRoute[]): Promise<NetworkLink> {
  const devices = await askNmcli(probe);
  const carrier = found.kind === "unknown" ? secondOpinion(found, kindOfDevice(devices, found.iface)) : found;
  const ofDevices = meteredOf(devices, carrier.through);
  // Also where nmcli answered in words that we do not know.
  const answer = ofDevices.metered === null ? ((await askBusctl(probe)) ?? ofDevices) : ofDevices;
  const gateway = routes.find(({ iface, gateway }) => gateway && carrier.through.includes(iface))?.gateway;
  return linkOf(carrier, noticeHotspot(gateway, answer));
}

function secondOpinion(carrier: Carrier, kind: Carrier["kind"] | undefined): Carrier {
  return kind ? { ...carrier, kind, how: `NetworkManager's type (${carrier.how})` } : carrier;
}
