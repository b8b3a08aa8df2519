import type { LinkKind, MeteredAnswer } from "../link.ts";
import type { SystemProbe } from "../probe.ts";

export interface NetworkManagerDevice {
  /** The device and the interface that its traffic uses: a modem is cdc-wdm0 and wwan0. */
  names: string[];
  type: string;
  /** yes, no, yes (guessed), no (guessed), unknown. */
  metered: string;
}

const timeoutMs = 3_000;
const fields = "GENERAL.DEVICE,GENERAL.IP-IFACE,GENERAL.TYPE,GENERAL.METERED";
const nmcliPaths = ["/usr/bin/nmcli", "/run/current-system/sw/bin/nmcli"];
const busctlPaths = ["/usr/bin/busctl", "/run/current-system/sw/bin/busctl"];

/** Every device that NetworkManager knows, none if there is no NetworkManager. All in one call. */
export async function askNmcli(probe: SystemProbe): Promise<NetworkManagerDevice[]> {
  const output = await runFirst(probe, nmcliPaths, ["-t", "-f", fields, "device", "show"]);
  return output === undefined ? [] : parseNmcliDevices(output);
}

/** Of `nmcli -t -f … device show`: a block for each device, which begins with its name. */
export function parseNmcliDevices(text: string): NetworkManagerDevice[] {
  const devices: NetworkManagerDevice[] = [];
  for (const line of text.split("\n")) {
    const [, field, escaped = ""] = /^GENERAL\.([A-Z-]+):(.*)$/.exec(line) ?? [];
    const value = escaped.replace(/\\(.)/g, "$1").trim();
    if (field === "DEVICE") devices.push({ names: [value], type: "", metered: "" });
    const device = devices.at(-1);
    if (!device) continue;
    if (field === "IP-IFACE" && value) device.names.push(value);
    if (field === "TYPE") device.type = value;
    if (field === "METERED") device.metered = value;
  }
  return devices;
}

const metersOfWords: Record<string, Pick<MeteredAnswer, "metered" | "isGuess">> = {
  yes: { metered: true, isGuess: false },
  no: { metered: false, isGuess: false },
  "yes (guessed)": { metered: true, isGuess: true },
  "no (guessed)": { metered: false, isGuess: true },
};

/** For a route through these interfaces: metered if one of them is. NetworkManager asks to take its guesses as given. */
export function meteredOf(devices: NetworkManagerDevice[], through: string[]): MeteredAnswer {
  const answers = devices
    .filter(({ names }) => names.some((name) => through.includes(name)))
    .flatMap(({ metered }) => {
      const meaning = metersOfWords[metered];
      return meaning ? [{ ...meaning, how: `NetworkManager says ${metered}` }] : [];
    });
  const worst =
    answers.find(({ metered }) => metered) ?? answers.find(({ isGuess }) => !isGuess) ?? answers[0];
  return worst ?? { metered: null, isGuess: false, how: "nobody here can say" };
}

/** A second opinion where the files tell nothing. */
export function kindOfDevice(devices: NetworkManagerDevice[], iface: string): LinkKind | undefined {
  switch (devices.find(({ names }) => names.includes(iface))?.type) {
    case "wifi":
      return "wifi";
    case "gsm":
    case "cdma":
    case "bt":
      return "cellular";
    case "ethernet":
      return "wired";
    default:
      return undefined;
  }
}

/** NetworkManager's view of the whole host, which is that of its default route. */
export async function askBusctl(probe: SystemProbe): Promise<MeteredAnswer | undefined> {
  const name = "org.freedesktop.NetworkManager";
  const args = ["--json=short", "get-property", name, "/org/freedesktop/NetworkManager", name, "Metered"];
  const output = await runFirst(probe, busctlPaths, args);
  return output === undefined ? undefined : parseBusctlMetered(output);
}

/** Of `{"type":"u","data":4}`. */
export function parseBusctlMetered(text: string): MeteredAnswer | undefined {
  const words = ["unknown", "yes", "no", "yes (guessed)", "no (guessed)"];
  const word = words[Number(/"data"\s*:\s*(\d+)/.exec(text)?.[1] ?? NaN)];
  const meaning = word === undefined ? undefined : metersOfWords[word];
  return meaning && { ...meaning, how: `NetworkManager says ${word} over D-Bus` };
}

/** Absolute paths only; the first program that answers. */
async function runFirst(probe: SystemProbe, files: string[], args: string[]): Promise<string | undefined> {
  for (const file of files) {
    const output = await probe.run(file, args, timeoutMs);
    if (output !== undefined) return output;
  }
  return undefined;
}
