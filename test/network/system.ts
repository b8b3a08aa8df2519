import type { SystemProbe } from "../../src/network/detect.ts";

/** A machine written down: its files, its links, and what its programs print (by the start of their command line). */
export interface Machine {
  platform?: NodeJS.Platform;
  files?: Record<string, string>;
  links?: Record<string, string>;
  programs?: Record<string, string>;
}

/** A probe of that machine, which also remembers the command lines that it was asked to run. */
export function probeOf(...machines: Machine[]): SystemProbe & { ran: string[] } {
  const files = Object.assign({}, ...machines.map((machine) => machine.files)) as Record<string, string>;
  const links = Object.assign({}, ...machines.map((machine) => machine.links)) as Record<string, string>;
  const programs = Object.assign({}, ...machines.map((machine) => machine.programs)) as Record<
    string,
    string
  >;
  const ran: string[] = [];
  return {
    ran,
    platform: machines.find(({ platform }) => platform)?.platform ?? "linux",
    readFile: async (path) => files[path],
    readLink: async (path) => links[path],
    listFolder: async (path) => namesIn(path, [...Object.keys(files), ...Object.keys(links)]),
    fingerprint: () => "",
    run: async (file, args) => {
      const line = [file.split(/[\\/]/).at(-1), ...args].join(" ");
      ran.push([file, ...args].join(" "));
      const known = Object.keys(programs).find((start) => line.startsWith(start));
      return known === undefined ? undefined : programs[known];
    },
  };
}

function namesIn(folder: string, paths: string[]): string[] {
  const below = paths.filter((path) => path.startsWith(`${folder}/`));
  return [...new Set(below.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))];
}

export interface Interface {
  devtype?: string;
  type?: number;
  operstate?: string;
  carrier?: string;
  /** Of the device behind it; a virtual interface has none. */
  driver?: string;
  /** Names of further entries in its folder. */
  has?: string[];
  lowers?: string[];
}

/** One folder of /sys/class/net, as the kernel lays it out. */
export function interfaceOf(name: string, facts: Interface): Machine {
  const folder = `/sys/class/net/${name}`;
  const { devtype, type = 1, operstate = "up", carrier = "1", driver, has = [], lowers = [] } = facts;
  return {
    files: {
      [`${folder}/uevent`]: `${devtype ? `DEVTYPE=${devtype}\n` : ""}INTERFACE=${name}\nIFINDEX=3\n`,
      [`${folder}/type`]: `${type}\n`,
      [`${folder}/operstate`]: `${operstate}\n`,
      [`${folder}/carrier`]: `${carrier}\n`,
      ...Object.fromEntries(has.map((entry) => [`${folder}/${entry}`, ""])),
    },
    links: {
      ...(driver && {
        [`${folder}/device`]: "../../../0000:02:00.0",
        [`${folder}/device/driver`]: `../../../../bus/pci/drivers/${driver}`,
      }),
      ...Object.fromEntries(lowers.map((lower) => [`${folder}/lower_${lower}`, `../${lower}`])),
    },
  };
}

export const wifi = (name = "wlp2s0", more: Interface = {}): Machine =>
  interfaceOf(name, { devtype: "wlan", driver: "iwlwifi", has: ["phy80211", "wireless"], ...more });
export const cable = (name = "enp3s0", more: Interface = {}): Machine =>
  interfaceOf(name, { driver: "e1000e", ...more });
export const tunnel = (name = "tun0"): Machine =>
  interfaceOf(name, { type: 65534, operstate: "unknown", has: ["tun_flags"] });

const header = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

/** A row of /proc/net/route: the default route, unless it says otherwise. */
export function row(iface: string, metric = 0, more: { gateway?: string; flags?: string; to?: string } = {}) {
  const { gateway = "0102A8C0", flags = "0003", to = "00000000" } = more;
  const mask = to === "00000000" ? to : "00FFFFFF";
  return [iface, to, gateway, flags, 0, 0, metric, mask, 0, 0, 0].join("\t");
}

/** The kernel pads each line with blanks. */
export const routes = (...rows: string[]): string =>
  [header, ...rows].map((line) => `${line.padEnd(127)}\n`).join("");

export const routed = (...rows: string[]): Machine => ({ files: { "/proc/net/route": routes(...rows) } });

/** What `nmcli -t … device show` prints: name, IP interface, type, metered. */
export const nmcli = (...devices: [string, string, string, string][]): Machine => ({
  programs: {
    "nmcli -t": devices
      .map(([name, ip, type, metered]) =>
        [
          `GENERAL.DEVICE:${name}`,
          `GENERAL.IP-IFACE:${ip}`,
          `GENERAL.TYPE:${type}`,
          `GENERAL.METERED:${metered}\n`,
        ].join("\n"),
      )
      .join("\n"),
  },
});
