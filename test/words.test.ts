import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "./helpers/library.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The field's terms, and the file in which somebody who greps for one must find it. */
const terms: [term: string, file: string][] = [
  ["Circuit breaker", "sources/circuit-breaker.ts"],
  ["Circuit breaker", "db/services/breakers.ts"],
  ["Rate limiter", "sources/gate.ts"],
  ["Retry policy", "sources/http/patience.ts"],
  ["Semaphore", "enrichment/asking/semaphore.ts"],
  ["Concurrency limit", "jobs/worker/concurrency-limits.ts"],
  ["Lease", "sources/gate-lease.ts"],
  ["Lease", "jobs/locks/lock.ts"],
  ["Mutual exclusion", "jobs/locks/hold-lock.ts"],
  ["Heartbeat", "jobs/maintenance/heartbeat.ts"],
  ["Heartbeat timeout", "jobs/maintenance/heartbeat.ts"],
  ["Various Artists", "matching/artists/various-artists.ts"],
  ["Maintenance", "jobs/maintenance/maintenance.ts"],
  ["Crash recovery", "jobs/maintenance/recover.ts"],
  ["Crash limit", "jobs/maintenance/verdict.ts"],
  ["Dead letter", "jobs/worker/endings.ts"],
  ["Operator action", "jobs/operators/operator-actions.ts"],
  ["Operator action", "jobs/operators/pause.ts"],
  ["Exponential back-off", "jobs/worker/backoff.ts"],
  ["Claim", "jobs/worker/claim.ts"],
  ["Idempotency key", "jobs/queue/queue.ts"],
  ["Transactional outbox", "jobs/queue/queue.ts"],
  ["Graceful shutdown", "jobs/worker/stop.ts"],
  ["Event loop", "jobs/worker/wake.ts"],
  ["Negative cache", "importers/flow/run-provider.ts"],
  ["TTL of the negative cache", "importers/flow/run-provider.ts"],
  ["TTL of the negative cache", "enrichment/config.ts"],
  ["Negative cache", "library/memory/runs.ts"],
  ["Cache", "library/products/ai-answers.ts"],
  ["Memoisation", "enrichment/cover-sources/remember-answers.ts"],
  ["Group commit", "db/group-commit.ts"],
  ["Retry on SQLITE_BUSY", "db/transact.ts"],
  ["Transaction", "db/transact.ts"],
  ["Prepared statement", "db/statement.ts"],
  ["Online backup", "db/snapshot.ts"],
  ["fsync", "durable.ts"],
  ["Change data capture", "library/write/change-log.ts"],
  ["Tombstone", "library/write/items/gone.ts"],
  ["Manual match", "library/write/decisions/choices.ts"],
  ["Manual override", "library/write/decisions/cover-override.ts"],
  ["Manual override", "library/decisions/persons-word.ts"],
  ["Edit distance", "matching/text/edit-distance.ts"],
  ["Normalisation", "matching/text/fold.ts"],
  ["Tokeniser", "finding/search/tokens.ts"],
  ["Threshold", "matching/albums/album-resolver.ts"],
  ["Pagination", "sources/musicbrainz/pages/listing.ts"],
  ["Precision and recall", "../test/eval/products/file.ts"],
];

test.each(terms)("%s: a docstring of %s begins with it", (term, file) => {
  const text = readFileSync(join(root, "src", file), "utf8");
  expect(text).toMatch(new RegExp(`/\\*\\*\\s(?:\\s*\\* )?${term}\\b|/\\*\\* ${term}s?\\b`));
});

const homonymsIn = (folder: string) =>
  spawnSync(process.execPath, [join(root, "test/package/homonyms.js"), folder], { encoding: "utf8" });

test("no exported name means two things", () => {
  const { status, stderr } = homonymsIn(join(root, "src"));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a name that a second file exports is found, whatever it is, and one that is only imported is not", () => {
  const folder = temporaryFolder();
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write("some/a.ts", "export interface Answer {}\nexport async function ask() {}\nconst once = 1;\n");
  write(
    "other/b.ts",
    'import { ask } from "../some/a.ts";\nexport type Answer = string;\nconst once = ask;\n',
  );
  write("other/c.ts", "export const ask = 1;\n");
  const { status, stderr } = homonymsIn(folder);
  expect(status).toBe(1);
  expect(stderr.split("\n").filter(Boolean).sort()).toEqual([
    "Answer: other/b.ts, some/a.ts",
    "ask: other/c.ts, some/a.ts",
  ]);
});
