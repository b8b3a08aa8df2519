import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The field's terms, and the file in which somebody who greps for one must find it. */
const terms: [term: string, file: string][] = [
  ["Circuit breaker", "sources/circuit-breaker.ts"],
  ["Rate limiter", "sources/gate.ts"],
  ["Retry policy", "sources/http/patience.ts"],
  ["Semaphore", "enrichment/semaphore.ts"],
  ["Concurrency limit", "jobs/concurrency-limits.ts"],
  ["Lease", "sources/gate-lease.ts"],
  ["Lease", "jobs/lock.ts"],
  ["Mutual exclusion", "jobs/hold-lock.ts"],
  ["Heartbeat", "jobs/heartbeat.ts"],
  ["Maintenance", "jobs/maintenance.ts"],
  ["Crash recovery", "jobs/recover.ts"],
  ["Crash limit", "jobs/verdict.ts"],
  ["Dead letter", "jobs/endings.ts"],
  ["Operator action", "jobs/operator-actions.ts"],
  ["Operator action", "jobs/pause.ts"],
  ["Exponential back-off", "jobs/backoff.ts"],
  ["Claim", "jobs/claim.ts"],
  ["Idempotency key", "jobs/queue.ts"],
  ["Transactional outbox", "jobs/queue.ts"],
  ["Graceful shutdown", "jobs/stop.ts"],
  ["Event loop", "jobs/wake.ts"],
  ["Negative cache", "importers/run-provider.ts"],
  ["TTL of the negative cache", "importers/run-provider.ts"],
  ["TTL of the negative cache", "enrichment/config.ts"],
  ["Negative cache", "library/runs.ts"],
  ["Cache", "library/ai-answers.ts"],
  ["Memoisation", "enrichment/cover-sources/remember-answers.ts"],
  ["Group commit", "db/group-commit.ts"],
  ["Retry on SQLITE_BUSY", "db/transact.ts"],
  ["Transaction", "db/transact.ts"],
  ["Prepared statement", "db/statement.ts"],
  ["Online backup", "db/snapshot.ts"],
  ["fsync", "durable.ts"],
  ["Change data capture", "library/write/change-log.ts"],
  ["Tombstone", "library/write/gone.ts"],
  ["Manual match", "library/write/choices.ts"],
  ["Manual override", "library/write/cover-override.ts"],
  ["Manual override", "library/persons-word.ts"],
  ["Edit distance", "matching/edit-distance.ts"],
  ["Normalisation", "matching/fold.ts"],
  ["Tokeniser", "finding/search/tokens.ts"],
  ["Threshold", "matching/album-resolver.ts"],
  ["Pagination", "sources/musicbrainz/listing.ts"],
  ["Precision and recall", "../test/eval/products/file.ts"],
];

test.each(terms)("%s: a docstring of %s begins with it", (term, file) => {
  const text = readFileSync(fileURLToPath(new URL(`../src/${file}`, import.meta.url)), "utf8");
  expect(text).toMatch(new RegExp(`/\\*\\*\\s(?:\\s*\\* )?${term}\\b|/\\*\\* ${term}s?\\b`));
});
