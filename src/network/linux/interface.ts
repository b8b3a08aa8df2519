import { isPhysical, soleCarrier, type Carrier } from "../link.ts";
import { judgeInterface, lowersOf, type InterfaceFacts } from "./rules.ts";
import type { SystemProbe } from "../probe.ts";

const deepest = 4;

/** What carries this interface's traffic, bridges and the like followed downward. */
export async function classifyInterface(probe: SystemProbe, iface: string, depth = 0): Promise<Carrier> {
  const facts = await readFacts(probe, iface);
  const { kind, how } = judgeInterface(facts);
  if (kind !== "look-below") return { kind, iface, how, through: [iface] };
  if (depth >= deepest) {
    return { kind: "unknown", iface, how: "interfaces are stacked too deep", through: [iface] };
  }
  const ports = await activePorts(probe, facts);
  const carriers = await Promise.all(ports.map((port) => classifyInterface(probe, port, depth + 1)));
  return joinPorts(iface, carriers);
}

/** Has it a carrier? A modem's state is `unknown` even when it is up. */
export async function isCarrying(probe: SystemProbe, iface: string): Promise<boolean> {
  const state = (await probe.readFile(`/sys/class/net/${iface}/operstate`))?.trim();
  if (state !== undefined && state !== "unknown") return state === "up";
  return (await probe.readFile(`/sys/class/net/${iface}/carrier`))?.trim() === "1";
}

/** The kernel leaves the routes of an interface that has lost its carrier where they are. */
export async function isDown(probe: SystemProbe, iface: string): Promise<boolean> {
  const state = (await probe.readFile(`/sys/class/net/${iface}/operstate`))?.trim() ?? "unknown";
  return state !== "up" && state !== "unknown";
}

async function readFacts(probe: SystemProbe, iface: string): Promise<InterfaceFacts> {
  const folder = `/sys/class/net/${iface}`;
  const [entries, uevent, type, driver] = await Promise.all([
    probe.listFolder(folder),
    probe.readFile(`${folder}/uevent`),
    probe.readFile(`${folder}/type`),
    probe.readLink(`${folder}/device/driver`),
  ]);
  return {
    iface,
    entries,
    devtype: /^DEVTYPE=(.*)$/m.exec(uevent ?? "")?.[1]?.trim() ?? "",
    type: Number(type?.trim() || NaN),
    driver: driver?.split("/").at(-1) ?? "",
  };
}

/** A bond in active-backup mode names the one that it uses. */
async function activePorts(probe: SystemProbe, { iface, entries }: InterfaceFacts): Promise<string[]> {
  const active = (await probe.readFile(`/sys/class/net/${iface}/bonding/active_slave`))?.trim();
  if (active) return [active];
  const lowers = lowersOf(entries);
  const carrying = await Promise.all(lowers.map((lower) => isCarrying(probe, lower)));
  return lowers.filter((_, index) => carrying[index]);
}

/** The ports of virtual machines and containers on a bridge carry nothing outward. */
function joinPorts(iface: string, carriers: Carrier[]): Carrier {
  const onTopOf = (port: Carrier): Carrier => ({
    ...port,
    how: `${iface} over ${port.iface}, ${port.how}`,
    through: [iface, ...port.through],
  });
  const sole = soleCarrier(carriers);
  if (sole) return onTopOf(sole);
  const physical = carriers.filter(({ kind }) => isPhysical(kind));
  const dark = carriers.find(({ kind }) => kind === "unknown");
  const seen = physical.map((carrier) => `${carrier.iface} (${carrier.kind})`).join(" and ");
  if (seen) return { kind: "unknown", iface, how: `it joins ${seen}`, through: [iface] };
  if (dark) return onTopOf(dark);
  return { kind: "virtual", iface, how: "no device below it", through: [iface] };
}
