import { UserError } from "../errors.ts";
import { withoutSecrets } from "../settings/secret.ts";
import type { NetworkLink, LinkKind } from "./link.ts";

/** What `IMPORTER_NETWORK` may say. */
export const networkOverrides = ["wifi", "wired", "cellular", "metered", "offline"] as const;
export type NetworkOverride = (typeof networkOverrides)[number] | undefined;

/** @throws UserError for a word that is none of them. */
export function parseNetworkOverride(value: string | undefined): NetworkOverride {
  if (value === undefined || value === "") return undefined;
  const known = networkOverrides.find((override) => override === value.trim().toLowerCase());
  if (known) return known;
  throw new UserError(`IMPORTER_NETWORK is "${withoutSecrets(value)}", which is no kind of network`, {
    hint: `one of: ${networkOverrides.join(", ")}; without it, the network is detected`,
  });
}

const overridden = {
  wifi: { kind: "wifi", metered: false },
  wired: { kind: "wired", metered: false },
  cellular: { kind: "cellular", metered: true },
  offline: { kind: "none", metered: null },
} as const;

/** What the person says stands above what was detected; `metered` says it of whatever link there is. */
export function applyOverride(override: NetworkOverride, detected: NetworkLink): NetworkLink {
  if (override === undefined) return detected;
  const how = `${overrideMark}${override}`;
  return override === "metered" ? { ...detected, metered: true, how } : { ...overridden[override], how };
}

const overrideMark = "IMPORTER_NETWORK=";

/** Which rule held the work back. */
export type HoldingRule = "metered" | "not-wifi" | "carrier-unknown" | "no-link";

export type LinkVerdict =
  { allowed: true; says: string } | { allowed: false; rule: HoldingRule; says: string; remedy: string };

/**
 * `--wifi-only`: go on Wi-Fi that is not known to be metered, and on nothing else. Metered is asked first, since a
 * phone's hotspot is Wi-Fi too; and what can't be told is held back, since the flag is a promise.
 */
export function judgeWifiOnly(link: NetworkLink): LinkVerdict {
  const rule = holdingRule(link);
  if (!rule) return { allowed: true, says: `on ${describeLink(link)}` };
  const isOverride = link.how.startsWith(overrideMark);
  const reason = isOverride ? `${link.how} says that ${reasonOf(rule, link)}` : reasonOf(rule, link);
  return {
    allowed: false,
    rule,
    says: `--wifi-only holds this back: ${reason}`,
    remedy: isOverride ? "change or unset IMPORTER_NETWORK, or leave out --wifi-only" : remedyFor(rule),
  };
}

/** Without `--wifi-only`: any link will do. Where there was none from the start, what is asked needs none. */
export function judgeOnline({ atFirst }: { atFirst: NetworkLink }): (link: NetworkLink) => LinkVerdict {
  return (link) =>
    link.kind !== "none" || atFirst.kind === "none"
      ? { allowed: true, says: `on ${describeLink(link)}` }
      : { allowed: false, rule: "no-link", says: "the network is gone", remedy: "connect to a network" };
}

function holdingRule({ kind, metered }: NetworkLink): HoldingRule | undefined {
  if (metered === true) return "metered";
  switch (kind) {
    case "wifi":
      return undefined;
    case "wired":
    case "cellular":
      return "not-wifi";
    case "none":
      return "no-link";
    case "vpn":
    case "virtual":
    case "unknown":
      return "carrier-unknown";
  }
}

function reasonOf(rule: HoldingRule, link: NetworkLink): string {
  switch (rule) {
    case "metered":
      return `the link is metered${inBrackets(link.kind === "unknown" ? "" : kindWords[link.kind], ifaceOf(link))}`;
    case "not-wifi":
      return `the link is ${nameOf(link)}, not Wi-Fi`;
    case "no-link":
      return "there is no network";
    case "carrier-unknown":
      return link.kind === "unknown"
        ? `what kind of link this is${inBrackets(ifaceOf(link))} could not be found out`
        : `the link is ${nameOf(link)}, and whether Wi-Fi carries it cannot be told from here`;
  }
}

function remedyFor(rule: HoldingRule): string {
  switch (rule) {
    case "metered":
      return "go to Wi-Fi that is not metered; or, to use this link, set IMPORTER_NETWORK=wifi or leave out --wifi-only";
    case "no-link":
      return "connect to Wi-Fi and start it again; if there is a network after all, set IMPORTER_NETWORK=wifi or leave out --wifi-only";
    case "not-wifi":
      return "go to Wi-Fi; or, to use this link, set IMPORTER_NETWORK=wifi or leave out --wifi-only";
    case "carrier-unknown":
      return "if Wi-Fi is below it, set IMPORTER_NETWORK=wifi; to use it whatever it is, leave out --wifi-only";
  }
}

const kindWords: Record<LinkKind, string> = {
  wifi: "Wi-Fi",
  wired: "a cable",
  cellular: "mobile data",
  vpn: "a VPN",
  virtual: "virtual",
  none: "no network",
  unknown: "a link of unknown kind",
};

/** For people: `Wi-Fi (wlan0), not metered`. */
export function describeLink(link: NetworkLink): string {
  if (link.kind === "none") return kindWords.none;
  if (link.metered === null) return `${nameOf(link)}; whether it is metered is not known`;
  return `${nameOf(link)}, ${link.metered ? "metered" : "not metered"}`;
}

const nameOf = (link: NetworkLink): string => `${kindWords[link.kind]}${inBrackets(ifaceOf(link))}`;

function inBrackets(...parts: string[]): string {
  const words = parts.filter(Boolean).join(", ");
  return words && ` (${words})`;
}

/** A name comes from the system, but may still hold what a terminal would obey. */
const ifaceOf = ({ iface = "" }: NetworkLink): string => iface.replace(/\p{C}/gu, "").trim();
