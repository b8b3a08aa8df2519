import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { NetworkLink, LinkKind } from "../../src/network/link.ts";
import {
  applyOverride,
  describeLink,
  judgeWifiOnly,
  networkOverrides,
  parseNetworkOverride,
} from "../../src/network/policy.ts";

const link = (kind: LinkKind, metered: boolean | null = null, iface?: string): NetworkLink => ({
  kind,
  metered,
  how: "a test",
  ...(iface && { iface }),
});

describe("--wifi-only", () => {
  it("goes on Wi-Fi that is not metered, or of which nobody knows", () => {
    expect(judgeWifiOnly(link("wifi", false, "wlan0"))).toEqual({
      allowed: true,
      says: "on Wi-Fi (wlan0), not metered",
    });
    expect(judgeWifiOnly(link("wifi", null, "wlan0"))).toEqual({
      allowed: true,
      says: "on Wi-Fi (wlan0); whether it is metered is not known",
    });
  });

  it.each<LinkKind>(["wifi", "wired", "cellular", "vpn", "virtual", "unknown", "none"])(
    "holds back whatever is metered: %s",
    (kind) => expect(judgeWifiOnly(link(kind, true))).toMatchObject({ allowed: false, rule: "metered" }),
  );

  it.each<[LinkKind, string, string]>([
    ["wired", "not-wifi", "--wifi-only holds this back: the link is a cable (eth0), not Wi-Fi"],
    ["cellular", "not-wifi", "--wifi-only holds this back: the link is mobile data (eth0), not Wi-Fi"],
    [
      "vpn",
      "carrier-unknown",
      "--wifi-only holds this back: the link is a VPN (eth0), and whether Wi-Fi carries it cannot be told from here",
    ],
    [
      "virtual",
      "carrier-unknown",
      "--wifi-only holds this back: the link is virtual (eth0), and whether Wi-Fi carries it cannot be told from here",
    ],
    [
      "unknown",
      "carrier-unknown",
      "--wifi-only holds this back: what kind of link this is (eth0) could not be found out",
    ],
    ["none", "no-link", "--wifi-only holds this back: there is no network"],
  ])("holds back %s, by the rule %s", (kind, rule, says) => {
    for (const metered of [false, null]) {
      expect(judgeWifiOnly(link(kind, metered, "eth0"))).toMatchObject({ allowed: false, rule, says });
    }
  });

  it("always says in one line each what stopped it and how to go on", () => {
    for (const kind of ["wifi", "wired", "cellular", "vpn", "virtual", "unknown", "none"] as const) {
      const verdict = judgeWifiOnly(link(kind, true, "x0"));
      if (verdict.allowed) throw new Error("a metered link was let through");
      expect(verdict.says).toMatch(/^--wifi-only holds this back: the link is metered \(.*x0\)$/);
      expect(verdict.remedy).toMatch(/IMPORTER_NETWORK=wifi.*leave out --wifi-only/);
      expect(verdict.says + verdict.remedy).not.toContain("\n");
    }
  });

  it("leaves out the interface where it has no name, and what a terminal would obey", () => {
    expect(judgeWifiOnly(link("wired")).says).toContain("the link is a cable, not Wi-Fi");
    expect(judgeWifiOnly(link("wired", null, "e\u001b[31m\n0")).says).toContain("a cable (e[31m0), not");
    expect(judgeWifiOnly(link("unknown", true)).says).toMatch(/the link is metered$/);
  });
});

describe("IMPORTER_NETWORK", () => {
  const detected = link("wired", false, "eth0");

  it("stands above what was detected", () => {
    expect(applyOverride("wifi", detected)).toMatchObject({ kind: "wifi", metered: false });
    expect(applyOverride("wired", link("wifi"))).toMatchObject({ kind: "wired", metered: false });
    expect(applyOverride("cellular", detected)).toMatchObject({ kind: "cellular", metered: true });
    expect(applyOverride("offline", detected)).toMatchObject({ kind: "none" });
    expect(applyOverride("metered", link("wifi", false, "w0"))).toMatchObject({
      kind: "wifi",
      metered: true,
    });
    expect(applyOverride(undefined, detected)).toBe(detected);
  });

  it("lets only `wifi` through --wifi-only, and then also over a metered link", () => {
    const allowed = networkOverrides.filter(
      (override) => judgeWifiOnly(applyOverride(override, link("wifi", true))).allowed,
    );
    expect(allowed).toEqual(["wifi"]);
  });

  it("is named as the reason where it is the reason", () => {
    const verdict = judgeWifiOnly(applyOverride("offline", detected));
    expect(verdict).toMatchObject({
      says: "--wifi-only holds this back: IMPORTER_NETWORK=offline says that there is no network",
      remedy: "change or unset IMPORTER_NETWORK, or leave out --wifi-only",
    });
  });

  it("is read whatever its case, and empty counts as unset", () => {
    expect(networkOverrides.map((word) => parseNetworkOverride(` ${word.toUpperCase()} `))).toEqual(
      networkOverrides,
    );
    expect(parseNetworkOverride(undefined)).toBeUndefined();
    expect(parseNetworkOverride("")).toBeUndefined();
  });

  it("names the words that it knows when it does not know one", () => {
    expect(() => parseNetworkOverride("wlan")).toThrow(UserError);
    expect(() => parseNetworkOverride("wlan")).toThrow(/IMPORTER_NETWORK is "wlan"/);
  });
});

it.each([
  [link("wifi", false, "wlan0"), "Wi-Fi (wlan0), not metered"],
  [link("wired", null), "a cable; whether it is metered is not known"],
  [link("cellular", true, "wwan0"), "mobile data (wwan0), metered"],
  [link("none"), "no network"],
])("%j is described in words", (found, words) => expect(describeLink(found)).toBe(words));
