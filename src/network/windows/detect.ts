import {
  linkOf,
  lookUnder,
  type Carrier,
  type NetworkLink,
  type LinkKind,
  type MeteredAnswer,
} from "../link.ts";
import type { SystemProbe } from "../probe.ts";
import { windowsScript } from "./script.ts";

const powershell = "%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
const timeoutMs = 10_000;

/** By the connection profile of WinRT, which knows both. Not by `netsh`: translated, and since 24H2 it asks for consent. */
export async function detectWindowsLink(probe: SystemProbe): Promise<NetworkLink> {
  const args = ["-NoProfile", "-NonInteractive", "-Command", windowsScript];
  const output = await probe.run(powershell, args, timeoutMs);
  if (output === undefined) return { kind: "unknown", metered: null, how: "PowerShell did not answer" };
  return readAnswer(output);
}

type Answer = Record<string, unknown>;

/** Of the one line of JSON that the script prints. */
export function readAnswer(output: string): NetworkLink {
  const answer = parseAnswer(output);
  if (answer["offline"] === true)
    return { kind: "none", metered: null, how: "no Internet connection profile" };
  if ("medium" in answer) return readAdapter(answer);
  if (!("kind" in answer))
    return { kind: "unknown", metered: null, how: "PowerShell's answer tells nothing" };
  return readProfiles(answer);
}

function parseAnswer(output: string): Answer {
  const line = output.split(/\r?\n/).findLast((text) => text.trim().startsWith("{"));
  try {
    return asAnswer(JSON.parse(line ?? "{}"));
  } catch {
    return {};
  }
}

function asAnswer(value: unknown): Answer {
  return typeof value === "object" && value !== null ? (value as Answer) : {};
}

/** Metered if the profile is, or what its VPN runs over. */
function readProfiles(answer: Answer): NetworkLink {
  const main = { profile: answer, carrier: carrierOf(answer, "profile") };
  const listed = Array.isArray(answer["others"]) ? answer["others"].map(asAnswer) : [];
  const others = listed.map((profile, index) => ({
    profile,
    carrier: carrierOf(profile, `other profile ${index + 1}`),
  }));
  const isVpn = main.carrier.kind === "vpn";
  const under = others.map(({ carrier }) => carrier);
  const carrier = isVpn ? lookUnder(main.carrier, under) : main.carrier;
  const used = [main, ...others].filter(({ carrier: { iface } }) => carrier.through.includes(iface));
  const answers = used.map(({ profile }) => meteredOf(profile));
  const metered = answers.find((one) => one.metered) ?? answers.at(-1) ?? meteredOf(answer);
  const { iface: _, ...link } = linkOf(carrier, metered); // a profile's only name is the network's, which is nobody's business
  return link;
}

function carrierOf(profile: Answer, iface: string): Carrier {
  const kind = kindOfProfile(profile);
  return { kind, iface, how: `interface type ${String(profile["kind"])}`, through: [iface] };
}

function kindOfProfile({ kind, wlan, wwan }: Answer): LinkKind {
  if (wlan === true || kind === 71) return "wifi";
  if (wwan === true || kind === 243 || kind === 244) return "cellular";
  if (kind === 6) return "wired";
  return kind === 23 || kind === 53 || kind === 131 ? "vpn" : "unknown";
}

function meteredOf({ cost, roaming, over }: Answer): MeteredAnswer {
  if (roaming === true) return { metered: true, isGuess: false, how: "roaming" };
  if (over === true) return { metered: true, isGuess: false, how: "over the data limit" };
  const isKnown = cost === "Unrestricted" || cost === "Fixed" || cost === "Variable";
  return { metered: isKnown ? cost !== "Unrestricted" : null, isGuess: false, how: `cost ${String(cost)}` };
}

/** NdisPhysicalMedium: 9 and 1 are Wi-Fi, 8 is mobile broadband, 10 Bluetooth, 14 Ethernet. */
function readAdapter({ medium, virtual, name }: Answer): NetworkLink {
  const kinds = new Map<unknown, LinkKind>([
    [1, "wifi"],
    [9, "wifi"],
    [8, "cellular"],
    [10, "cellular"],
    [14, "wired"],
  ]);
  return {
    kind: virtual === true ? "virtual" : (kinds.get(medium) ?? "unknown"),
    ...(typeof name === "string" && name && { iface: name }),
    metered: null,
    how: `medium ${String(medium)} of the default route's adapter`,
  };
}
