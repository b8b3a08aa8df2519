import type { Events } from "../../events.ts";
import type { Metric, Sample } from "./exposition.ts";

/** A counter with labels: it only grows, from the start of the process. */
function createCounter(name: string, help: string) {
  const samples = new Map<string, { labels: Record<string, string>; value: number }>();
  return {
    add(labels: Record<string, string>, by = 1): void {
      const key = JSON.stringify(Object.values(labels));
      const sample = samples.get(key) ?? { labels, value: 0 };
      samples.set(key, sample);
      sample.value += by;
    },
    read: (): Metric => ({ name, help, type: "counter", samples: [...samples.values()] satisfies Sample[] }),
  };
}

/** Counts what the work announces. @returns what was counted so far */
export function countEvents(events: Events): () => Metric[] {
  const requests = createCounter("importer_requests_total", "Requests sent, by service.");
  const retries = createCounter(
    "importer_request_retries_total",
    "Requests that failed and were sent again.",
  );
  const waits = createCounter("importer_waits_total", "Waits of three seconds or more for a service.");
  const waited = createCounter(
    "importer_wait_seconds_total",
    "Seconds of those waits, as they were announced.",
  );
  const rests = createCounter(
    "importer_service_rests_total",
    "Times that a service was left alone for the rest of a run.",
  );
  const jobs = createCounter("importer_jobs_total", "Jobs that ended, by kind, queue and outcome.");
  const durations = createCounter("importer_job_seconds_total", "Seconds that jobs ran, by kind and queue.");
  const providers = createCounter(
    "importer_provider_outcomes_total",
    "What providers answered, by importer and outcome.",
  );
  const rows = createCounter("importer_list_rows_total", "Rows of lists that were settled, by state.");
  const tracks = createCounter(
    "importer_enrichment_total",
    "Covers and lyrics of tracks, by outcome; kept ones were at hand.",
  );
  const caches = createCounter(
    "importer_cache_requests_total",
    "Questions to what is kept on this machine, by result: hit or miss.",
  );
  events.on("request-sent", ({ source }) => requests.add({ service: source }));
  events.on("request-retried", ({ source }) => retries.add({ service: source }));
  events.on("gate-waiting", ({ source, waitMs }) => {
    waits.add({ service: source });
    waited.add({ service: source }, waitMs / 1000);
  });
  events.on("source-rested", ({ source, kind }) => rests.add({ service: source, why: kind }));
  events.on("job-finished", ({ kind, queue, outcome, durationMs }) => {
    jobs.add({ kind, queue, outcome });
    durations.add({ kind, queue }, durationMs / 1000);
  });
  events.on("provider-finished", ({ importer, provider, outcome }) =>
    providers.add({ importer, provider, outcome }),
  );
  events.on("list-row", ({ state }) => {
    rows.add({ state });
    if (isAnswered(state)) caches.add({ cache: "library", result: state === "known" ? "hit" : "miss" });
  });
  events.on("track-updated", ({ artwork, lyrics }) => {
    tracks.add({ part: "artwork", outcome: artwork });
    tracks.add({ part: "lyrics", outcome: lyrics });
  });
  events.on("catalogue-asked", ({ isHit }) =>
    caches.add({ cache: "catalogue", result: isHit ? "hit" : "miss" }),
  );
  const all = [requests, retries, waits, waited, rests, jobs, durations, providers, rows, tracks, caches];
  return () => all.map((counter) => counter.read());
}

/** Of a row that could not be asked nothing is known. */
const isAnswered = (state: string): boolean => !["unavailable", "refused", "skipped", "open"].includes(state);
