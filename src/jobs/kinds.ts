import { z } from "zod";
import type { QueueName } from "./queues.ts";

interface KindRule {
  queue: QueueName;
  /** Small: ids and parameters, never data. Jobs already queued must still fit when it changes. */
  payload: z.ZodType;
  maxAttempts?: number;
}

/**
 * Every kind of job. To add one: a line here, and its task in `src/tasks.ts` (the compiler asks for it).
 */
export const kinds = {
  "import-album-releases": {
    queue: "default",
    payload: z.object({ albumId: z.int().positive() }),
  },
  "amazon-product-enrichment": {
    queue: "serial",
    payload: z.object({ albumId: z.int().positive() }),
  },
  "library-enrichment": {
    queue: "default",
    /** An `EnrichmentConfig`; what is left out has its default. */
    payload: z.object({
      batchSize: z.int().positive().optional(),
      maxConcurrent: z.int().positive().optional(),
      artwork: z.boolean().optional(),
      lyrics: z.boolean().optional(),
      requireWifi: z.boolean().optional(),
      maxRetries: z.int().nonnegative().optional(),
      baseRetryDelayMs: z.int().positive().optional(),
      operationTimeoutSecs: z.int().positive().optional(),
      retryAbsent: z.boolean().optional(),
      /** ms UTC. However often it is tried, under `retryAbsent` it asks again about older absence only. */
      askedBefore: z.int().positive().optional(),
    }),
  },
} satisfies Record<string, KindRule>;

export type JobKind = keyof typeof kinds;
export type PayloadOf<K extends JobKind> = z.output<(typeof kinds)[K]["payload"]>;

export const defaultMaxAttempts = 12; // 34 to 68 minutes of waiting in all

export const jobKinds = Object.keys(kinds) as JobKind[];

export function isJobKind(kind: string): kind is JobKind {
  return Object.hasOwn(kinds, kind);
}

export function ruleOf(kind: JobKind): KindRule {
  return kinds[kind];
}

/** @throws Error saying which field of the payload does not fit its kind. */
export function parsePayload<K extends JobKind>(kind: K, payload: unknown): PayloadOf<K> {
  const { data, error } = ruleOf(kind).payload.safeParse(payload);
  if (!error) return data as PayloadOf<K>;
  const problems = error.issues.map((issue) => `${issue.path.join(".") || "payload"}: ${issue.message}`);
  throw new Error(`not a payload of "${kind}": ${problems.join("; ")}`);
}
