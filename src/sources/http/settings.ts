import { ownSettings } from "../../settings/own.ts";
import { parseMs } from "../../settings/parse.ts";

export interface HttpConfig {
  timeoutMs: number;
  /** Before the first retry; doubles each time. */
  retryDelayMs: number;
}

export const httpSettings = ownSettings({
  defaults: { IMPORTER_HTTP_TIMEOUT_MS: "30000", IMPORTER_RETRY_DELAY_MS: "1000" },
  read: (given): HttpConfig => ({
    timeoutMs: parseMs(given("IMPORTER_HTTP_TIMEOUT_MS")),
    retryDelayMs: parseMs(given("IMPORTER_RETRY_DELAY_MS")),
  }),
});
