import {
  flag,
  optional,
  readPayload,
  someText,
  wholeFrom,
  type PayloadField,
  type Payload,
} from "./payload.ts";
import type { QueueName } from "./queues.ts";

interface KindRule {
  queue: QueueName;
  /** Small: ids and parameters, never data. Jobs already queued must still fit when it changes. */
  payload: Record<string, PayloadField<unknown>>;
  maxAttempts?: number;
  /** Of the library, whoever was the first to need it: no command is behind it, and none takes it back. */
  isUpkeep?: true;
}

/**
 * Every kind of job. To add one: a line here, and its task in `src/tasks.ts` (the compiler asks for it).
 */
export const jobDefinitions = {
  /** By its words, or by a list and the hash of what its row says. */
  "import-album": {
    queue: "default",
    payload: {
      title: optional(someText),
      artist: optional(someText),
      year: optional(wholeFrom(1)),
      mbid: optional(someText),
      listId: optional(wholeFrom(1)),
      hash: optional(someText),
      withoutProducts: optional(flag),
    },
  },
  /** By its name or an identifier that is typed in its place. */
  "import-artist": {
    queue: "default",
    payload: { name: optional(someText), mbid: optional(someText) },
  },
  "import-album-releases": {
    queue: "default",
    payload: { albumId: wholeFrom(1) },
  },
  "amazon-product-enrichment": {
    queue: "serial",
    payload: { albumId: wholeFrom(1) },
  },
  /** Of the whole library; it sleeps from one day to the next. */
  "amazon-price-refresh": {
    queue: "serial",
    isUpkeep: true,
    payload: {},
  },
  "library-enrichment": {
    queue: "default",
    /** An `EnrichmentConfig`; what is left out has its default. */
    payload: {
      batchSize: optional(wholeFrom(1)),
      maxConcurrent: optional(wholeFrom(1)),
      artwork: optional(flag),
      lyrics: optional(flag),
      requireWifi: optional(flag),
      maxRetries: optional(wholeFrom(0)),
      baseRetryDelayMs: optional(wholeFrom(1)),
      operationTimeoutSecs: optional(wholeFrom(1)),
      retryAbsent: optional(flag),
      /** ms UTC. However often it is tried, under `retryAbsent` it asks again about older absence only. */
      askedBefore: optional(wholeFrom(1)),
    },
  },
} satisfies Record<string, KindRule>;

export type JobKind = keyof typeof jobDefinitions;
export type PayloadOf<K extends JobKind> = Payload<(typeof jobDefinitions)[K]["payload"]>;

export const defaultMaxAttempts = 12; // 34 to 68 minutes of waiting in all

export const jobKinds = Object.keys(jobDefinitions) as JobKind[];

export function isJobKind(kind: string): kind is JobKind {
  return Object.hasOwn(jobDefinitions, kind);
}

export function ruleOf(kind: JobKind): KindRule {
  return jobDefinitions[kind];
}

/** @throws Error saying which field of the payload does not fit its kind. */
export function parsePayload<K extends JobKind>(kind: K, payload: unknown): PayloadOf<K> {
  const read = readPayload(ruleOf(kind).payload, payload);
  if ("payload" in read) return read.payload as PayloadOf<K>;
  throw new Error(`not a payload of "${kind}": ${read.problems.join("; ")}`);
}
