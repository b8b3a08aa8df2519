import type { Dispatcher } from "undici";
import type { Events } from "../../../events.ts";
import type { Api } from "../api.ts";
import type { Pace, ExchangeProgress } from "../limits.ts";
import type { ProxyConfig } from "../proxy/settings.ts";

export interface Exchange {
  api: Api;
  url: URL;
  dispatcher: Dispatcher;
  userAgent: string;
  proxy: ProxyConfig;
  headers: Record<string, string>;
  /** Makes it a POST. */
  body?: { type: string; text: string };
  timeoutMs: number;
  events: Events;
  signal: AbortSignal | undefined;
  accept: string;
  largestBytes: number;
  pace: Pace;
}

/** One exchange on its way. */
export interface Underway extends Exchange {
  progress: ExchangeProgress;
}
