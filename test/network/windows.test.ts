import { describe, expect, it } from "vitest";
import { detectLink } from "../../src/network/detect.ts";
import { readAnswer } from "../../src/network/windows/detect.ts";
import { windowsScript } from "../../src/network/windows/script.ts";
import { probeOf } from "./system.ts";

const onWifi = { kind: 71, wlan: true, wwan: false, cost: "Unrestricted", roaming: false, over: false };
const read = (answer: object) => readAnswer(`${JSON.stringify(answer)}\r\n`);

describe("a Windows machine", () => {
  it.each([
    ["Wi-Fi", {}, "wifi", false],
    ["metered Wi-Fi", { cost: "Fixed" }, "wifi", true],
    ["Wi-Fi of unknown cost", { cost: "Unknown" }, "wifi", null],
    ["Wi-Fi over its data limit", { over: true }, "wifi", true],
    ["a cable", { kind: 6, wlan: false }, "wired", false],
    ["a metered cable", { kind: 6, wlan: false, cost: "Variable" }, "wired", true],
    ["mobile broadband", { kind: 243, wlan: false, wwan: true, cost: "Fixed" }, "cellular", true],
    ["mobile broadband abroad", { kind: 244, wlan: false, roaming: true }, "cellular", true],
    ["a VPN and nothing else", { kind: 23, wlan: false, others: [] }, "vpn", false],
    ["something else", { kind: 1, wlan: false }, "unknown", false],
  ])("on %s", (_name, answer, kind, metered) => {
    expect(read({ ...onWifi, ...answer })).toMatchObject({ kind, metered });
  });

  it("behind a VPN is on what carries it, with that one's cost", () => {
    const vpn = { ...onWifi, kind: 53, wlan: false };
    expect(read({ ...vpn, others: [onWifi] })).toMatchObject({ kind: "wifi", metered: false });
    expect(read({ ...vpn, others: [{ ...onWifi, cost: "Fixed" }] })).toMatchObject({ metered: true });
    const cable = { ...onWifi, kind: 6, wlan: false };
    expect(read({ ...vpn, others: [onWifi, cable] })).toMatchObject({ kind: "vpn" });
    expect(read({ ...vpn, cost: "Fixed", others: [onWifi] })).toMatchObject({ kind: "wifi", metered: true });
    expect(read({ ...vpn, cost: "Unknown", others: [onWifi] })).toMatchObject({ metered: false });
    expect(read({ ...vpn, others: "no list" })).toMatchObject({ kind: "vpn" });
  });

  it("on a cable does not look at what else is connected", () => {
    expect(read({ ...onWifi, kind: 6, wlan: false, others: [onWifi] })).toMatchObject({ kind: "wired" });
  });

  it("that is offline", () => {
    expect(read({ offline: true })).toMatchObject({ kind: "none", metered: null });
  });

  it.each([
    ["Wi-Fi", { medium: 9, virtual: false, name: "Wi-Fi" }, "wifi"],
    ["wireless LAN", { medium: 1, virtual: false, name: "WLAN" }, "wifi"],
    ["mobile broadband", { medium: 8, virtual: false, name: "Cellular" }, "cellular"],
    ["Ethernet", { medium: 14, virtual: false, name: "Ethernet" }, "wired"],
    ["a virtual switch", { medium: 14, virtual: true, name: "vEthernet" }, "virtual"],
    ["an unspecified one", { medium: 0, virtual: false, name: "Ethernet 2" }, "unknown"],
  ])("without WinRT is told by its adapter: %s", (_name, answer, kind) => {
    expect(read(answer)).toMatchObject({ kind, iface: answer.name, metered: null });
  });

  it("finds the answer behind other lines", () => {
    expect(readAnswer(`WARNING: a profile\r\n{ not this }\r\n${JSON.stringify(onWifi)}\r\n`)).toMatchObject({
      kind: "wifi",
    });
  });

  it.each(["", "{}", "null", '{"kind":71,', "[1]", '"text"', "Access is denied.", '{"kind":"71"}'])(
    "knows nothing from %j",
    (output) => expect(readAnswer(output)).toMatchObject({ kind: "unknown", metered: null }),
  );

  it("asks Windows PowerShell once, by absolute path, in a script that needs no quoting", async () => {
    const probe = probeOf({ platform: "win32", programs: { "powershell.exe": JSON.stringify(onWifi) } });
    expect(await detectLink(probe)).toMatchObject({ kind: "wifi", metered: false });
    expect(probe.ran).toHaveLength(1);
    expect(probe.ran[0]).toContain(
      "%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -NoProfile",
    );
    expect(windowsScript).not.toMatch(/["\n]/);
  });

  it("knows nothing if PowerShell is missing or takes too long", async () => {
    expect(await detectLink(probeOf({ platform: "win32" }))).toMatchObject({ kind: "unknown" });
  });
});
