export interface DefaultRoute {
  iface: string;
  metric: number;
  /** IPv4 only; absent where the route has none. */
  gateway?: string;
}

const isUp = 0x1;
const isReject = 0x200;

/** The default routes of /proc/net/route, the one that the kernel takes first. */
export function parseRoutes(text: string): DefaultRoute[] {
  const rows = text.split("\n").slice(1).map(columnsOf);
  return byMetric(
    rows.flatMap(([iface = "", destination, gateway = "", flags = "", , , metric = "", mask]) => {
      const isDefault = destination === "00000000" && mask === "00000000";
      if (!isDefault || !isUsable(iface, flags)) return [];
      // Printed signed: the last resort, 4294967295, stands there as -1.
      return [{ iface, metric: Number(metric) >>> 0, ...parseGateway(gateway) }];
    }),
  );
}

/** The default routes of /proc/net/ipv6_route, the one that the kernel takes first. */
export function parseIpv6Routes(text: string): DefaultRoute[] {
  const rows = text.split("\n").map(columnsOf);
  return byMetric(
    rows.flatMap((columns) => {
      const [destination = "", prefix, , , , metric = "", , , flags = "", iface = ""] = columns;
      const isDefault = /^0{32}$/.test(destination) && prefix === "00";
      return isDefault && isUsable(iface, flags) ? [{ iface, metric: parseInt(metric, 16) }] : [];
    }),
  );
}

const columnsOf = (line: string): string[] => line.trim().split(/\s+/);

/** The name becomes a part of paths. `*` stands for the device of a black hole. */
function isUsable(iface: string, flags: string): boolean {
  const bits = parseInt(flags, 16);
  const isDevice = iface !== "" && iface !== "lo" && !/^(\*|\.\.?)$|\//.test(iface);
  return isDevice && (bits & isUp) !== 0 && (bits & isReject) === 0;
}

/** Hexadecimal, the last byte first: 0102A8C0 is 192.168.2.1. */
function parseGateway(hex: string): { gateway?: string } {
  if (!/^[0-9A-F]{8}$/i.test(hex) || hex === "00000000") return {};
  return { gateway: [...Buffer.from(hex, "hex").reverse()].join(".") };
}

/** A stable sort: of equal metrics the first listed wins, as in the kernel. */
const byMetric = (routes: DefaultRoute[]): DefaultRoute[] => routes.sort((a, b) => a.metric - b.metric);
