import { ownSettings } from "../../settings/own.ts";
import { oneOf, optionalUrl, parseCountSetting, parseMs } from "../../settings/parse.ts";

export interface AiConfig {
  url: string;
  apiKey: string | undefined;
  /** Undefined: nobody is asked. */
  model: string | undefined;
  /** What it is asked about: the products that the rules are unsure of, or all that are not certain. */
  scope: "unsure" | "all";
  /** Of one run of the program. */
  maxCalls: number;
  timeoutMs: number;
  reasoningEffort: string | undefined;
}

export const aiSettings = ownSettings({
  defaults: {
    IMPORTER_AI_BASE_URL: undefined,
    IMPORTER_AI_API_KEY: undefined,
    IMPORTER_AI_MODEL: undefined,
    IMPORTER_AI_SCOPE: "unsure",
    IMPORTER_AI_MAX_CALLS: "100",
    IMPORTER_AI_TIMEOUT_MS: "120000", // a model on one's own machine takes a while to wake
    IMPORTER_AI_REASONING_EFFORT: undefined,
  },
  /** Undefined unless an address is given: it is off. */
  read(given): AiConfig | undefined {
    const scope = oneOf(given("IMPORTER_AI_SCOPE"), ["unsure", "all"]);
    const maxCalls = parseCountSetting(given("IMPORTER_AI_MAX_CALLS"));
    const timeoutMs = parseMs(given("IMPORTER_AI_TIMEOUT_MS"));
    const url = optionalUrl(given("IMPORTER_AI_BASE_URL"));
    if (url === undefined) return undefined;
    return {
      url,
      apiKey: given("IMPORTER_AI_API_KEY").value || undefined,
      model: given("IMPORTER_AI_MODEL").value || undefined,
      scope,
      maxCalls,
      timeoutMs,
      reasoningEffort: given("IMPORTER_AI_REASONING_EFFORT").value || undefined,
    };
  },
});
