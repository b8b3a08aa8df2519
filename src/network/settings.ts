import { ownSettings } from "../settings/own.ts";
import { parseNetworkOverride, type NetworkOverride } from "./policy.ts";

/** What the network is, whatever the system says. */
export const networkSettings = ownSettings({
  defaults: { IMPORTER_NETWORK: undefined },
  read: (given): NetworkOverride => parseNetworkOverride(given("IMPORTER_NETWORK").value || undefined),
});
