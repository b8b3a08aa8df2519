import { expect, it } from "vitest";
import { detectLink } from "../../src/network/detect.ts";
import { judgeWifiOnly } from "../../src/network/policy.ts";
import { cable, probeOf, routed, row, wifi } from "./system.ts";

it.each([
  ["down", "none"],
  ["dormant", "none"], // not let in by the access point yet
  ["lowerlayerdown", "none"],
  ["up", "wifi"],
  ["unknown", "wifi"],
])("takes a default route over an interface that is %s for %s", async (operstate, kind) => {
  const machine = probeOf(routed(row("wlp2s0")), wifi("wlp2s0", { operstate }));
  expect(await detectLink(machine)).toMatchObject({ kind });
});

it("sees the next route when the carrier of the first is gone, and holds back what is for Wi-Fi only", async () => {
  const lost = wifi("wlp2s0", { operstate: "down" });
  const link = await detectLink(probeOf(routed(row("wlp2s0", 600), row("enp3s0", 700)), lost, cable()));
  expect(link).toMatchObject({ kind: "wired", iface: "enp3s0" });
  expect(judgeWifiOnly(link)).toMatchObject({ allowed: false, rule: "not-wifi" });
});
