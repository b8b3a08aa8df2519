import { describe, expect, it } from "vitest";
import {
  askBusctl,
  askNmcli,
  kindOfDevice,
  meteredOf,
  parseBusctlMetered,
  parseNmcliDevices,
} from "../../src/network/linux/metered.ts";
import { probeOf } from "./system.ts";

const sample = [
  "GENERAL.DEVICE:wlp2s0\nGENERAL.IP-IFACE:wlp2s0\nGENERAL.TYPE:wifi\nGENERAL.METERED:no (guessed)",
  "GENERAL.DEVICE:cdc-wdm0\nGENERAL.IP-IFACE:wwan0\nGENERAL.TYPE:gsm\nGENERAL.METERED:yes (guessed)",
  "GENERAL.DEVICE:enp3s0\nGENERAL.IP-IFACE:\nGENERAL.TYPE:ethernet\nGENERAL.METERED:unknown",
].join("\n\n");
const devices = parseNmcliDevices(sample);

describe("what nmcli says", () => {
  it("is read device by device, a modem with both its names", () => {
    expect(devices.map(({ names }) => names)).toEqual([
      ["wlp2s0", "wlp2s0"],
      ["cdc-wdm0", "wwan0"],
      ["enp3s0"],
    ]);
    expect(kindOfDevice(devices, "wwan0")).toBe("cellular");
    expect(kindOfDevice(devices, "wlp2s0")).toBe("wifi");
    expect(kindOfDevice(devices, "tun0")).toBeUndefined();
  });

  it.each([
    ["yes", true, false],
    ["no", false, false],
    ["yes (guessed)", true, true],
    ["no (guessed)", false, true],
    ["unknown", null, false],
    ["ja (geraten)", null, false],
    ["", null, false],
  ])("%j means metered: %j", (metered, expected, isGuess) => {
    const answer = meteredOf([{ names: ["wlan0"], type: "wifi", metered }], ["wlan0"]);
    expect(answer).toMatchObject({ metered: expected, isGuess });
  });

  it("counts for the interfaces of the route only, and one that is metered is enough", () => {
    expect(meteredOf(devices, ["wlp2s0"]).metered).toBe(false);
    expect(meteredOf(devices, ["tun0", "wlp2s0", "wwan0"]).metered).toBe(true);
    expect(meteredOf(devices, ["docker0"]).metered).toBeNull();
  });

  it("prefers what is certain to a guess that agrees", () => {
    const both = parseNmcliDevices(
      "GENERAL.DEVICE:br0\nGENERAL.METERED:no (guessed)\nGENERAL.DEVICE:wlan0\nGENERAL.METERED:no\n",
    );
    expect(meteredOf(both, ["br0", "wlan0"])).toMatchObject({ metered: false, isGuess: false });
  });

  it("unescapes names, and survives values without a device and other noise", () => {
    expect(parseNmcliDevices("GENERAL.DEVICE:a\\:b\\\\c\nGENERAL.TYPE:tun")[0]?.names).toEqual(["a:b\\c"]);
    expect(parseNmcliDevices("GENERAL.TYPE:wifi\nGENERAL.METERED:yes\nnonsense\n\n")).toEqual([]);
    expect(parseNmcliDevices("")).toEqual([]);
  });

  it("is looked for by absolute path, and its absence is normal", async () => {
    const probe = probeOf();
    expect(await askNmcli(probe)).toEqual([]);
    expect(await askBusctl(probe)).toBeUndefined();
    expect(probe.ran).not.toEqual([]);
    expect(probe.ran.filter((line) => !line.startsWith("/"))).toEqual([]);
  });
});

describe("what busctl says", () => {
  it.each([
    ['{"type":"u","data":4}', false, true],
    ['{"type":"u","data":3}', true, true],
    ['{"type":"u","data":2}', false, false],
    ['{ "type" : "u", "data" : 1 }\n', true, false],
  ])("%s", (text, metered, isGuess) => {
    expect(parseBusctlMetered(text)).toMatchObject({ metered, isGuess });
  });

  it.each(['{"type":"u","data":0}', '{"type":"u","data":9}', '{"type":"u"', "", "u 4"])(
    "tells nothing in %j",
    (text) => expect(parseBusctlMetered(text)).toBeUndefined(),
  );
});
