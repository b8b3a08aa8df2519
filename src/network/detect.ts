import { messageOf } from "../errors.ts";
import type { NetworkLink } from "./link.ts";
import { detectLinuxLink } from "./linux/detect.ts";
import { detectMacLink } from "./macos/detect.ts";
import type { SystemProbe } from "./probe.ts";
import { detectWindowsLink } from "./windows/detect.ts";

export { systemProbe, type SystemProbe } from "./probe.ts";

/** The link that carries the default route. Never throws: what can't be found out is `unknown`. */
export async function detectLink(probe: SystemProbe): Promise<NetworkLink> {
  try {
    return await detectOn(probe);
  } catch (error) {
    return { kind: "unknown", metered: null, how: `detection failed: ${messageOf(error)}` };
  }
}

async function detectOn(probe: SystemProbe): Promise<NetworkLink> {
  switch (probe.platform) {
    case "linux":
    case "android":
      return detectLinuxLink(probe);
    case "darwin":
      return detectMacLink(probe);
    case "win32":
      return detectWindowsLink(probe);
    default:
      return { kind: "unknown", metered: null, how: `no way to find out on ${probe.platform}` };
  }
}
