import { EventEmitter } from "node:events";

/** What work announces while it runs. Only `cli/view` listens; nothing depends on being heard. */
export interface ImporterEvents {
  /** A source asked everybody to wait, and a request of ours does. */
  "gate-waiting": { source: string; waitMs: number; reason: string };
  "request-sent": { source: string; url: string };
  /** The offline catalogue was asked before the web: a hit needs no request. */
  "catalogue-asked": { isHit: boolean };
  /** It can't be read, or not be used; `says` tells who is asked in its place. Told once. */
  "catalogue-failed": { says: string };
  /** A request failed and will be sent again. `attempt` is the one that failed, from 1. */
  "request-retried": { source: string; reason: string; attempt: number; attempts: number };
  "provider-started": { importer: string; provider: string };
  "provider-finished": { importer: string; provider: string; outcome: string };
  "releases-received": { received: number; total: number };
  /** A track's covers and lyrics are settled, or failed; what was found is in the library. */
  "track-updated": {
    trackId: number;
    title: string;
    artist: string;
    artwork: "fetched" | "absent" | "failed" | "kept";
    lyrics: "fetched" | "absent" | "failed" | "kept";
    errors: string[];
  };
  /** What there is to ask for. */
  "enrichment-started": { tracks: number; covers: number; lyrics: number };
  /** A track is processed when both its artwork and its lyrics are settled. */
  "enrichment-progress": {
    total: number;
    processed: number;
    artworkFetched: number;
    lyricsFetched: number;
    /** Tracks with at least one failure. */
    failed: number;
    /** 0 to 100, rounded down; an empty list is complete. */
    percent: number;
    complete: boolean;
  };
  /** A source failed several times in a row, or refused us, and is left alone for the rest of the run. */
  "source-rested": { source: string; reason: string; kind: "unavailable" | "rejected" };
  /** The network does not allow the work now; it goes on when it does, if that is within `waitMs` (Infinity: whenever). */
  "network-held": { says: string; remedy: string; waitMs: number };
  "network-back": { says: string };
  "products-started": { albumId: number; title: string };
  "products-judged": {
    albumId: number;
    title: string;
    found: number;
    accepted: number;
    refused: number;
    unsure: number;
  };
  /** The first of Amazon's pictures that this library keeps: its licence speaks of links to them. */
  "amazon-picture-kept": { asin: string };
  /** Titles and names leave the machine, to wherever the model runs. */
  "ai-asked": { model: string };
  /** The model is left alone for a while: the rules decide alone. */
  "ai-out-of-order": { model: string; reason: string };
  /** First every file below the folder is looked at; `total` is known when those to read are read. */
  "scan-progress": {
    phase: "looking" | "reading";
    seen: number;
    read: number;
    total: number;
    failed: number;
  };
  /** What a run of a list is about to do: `requests` of MusicBrainz at the least for `albums` of `open` rows. */
  "list-started": {
    name: string;
    rows: number;
    open: number;
    albums: number;
    requests: number;
    /** Of the open ones: a person must decide on them before they are asked for again. */
    inReview?: number;
  };
  /** A row of a list is settled, and saved. */
  "list-row": {
    number: number;
    line: number | null;
    raw: string;
    state: string;
    albumId: number | null;
    why: string | null;
  };
  "job-started": { id: number; kind: string; queue: string; attempt: number };
  "job-finished": {
    id: number;
    kind: string;
    queue: string;
    outcome: "done" | "retried" | "failed" | "cancelled" | "snoozed" | "returned" | "lost";
    durationMs: number;
    /** What it did, or why it did not. */
    detail?: string;
    /** When it runs again, for `retried` and `snoozed` (ms since the epoch). */
    runAt?: number;
  };
  /** A job whose worker had died was taken up again (or given up, after too many crashes). */
  "job-recovered": { id: number; kind: string; queue: string; state: "ready" | "failed" };
  /** Another program has held the library's write lock for half a minute; the worker goes on waiting. */
  "library-locked": Record<string, never>;
}

export interface Events {
  on<K extends keyof ImporterEvents>(name: K, listener: (event: ImporterEvents[K]) => void): void;
  emit<K extends keyof ImporterEvents>(name: K, event: ImporterEvents[K]): void;
}

export function createEvents(): Events {
  const emitter = new EventEmitter();
  return {
    on: (name, listener) => void emitter.on(name, listener),
    emit: (name, event) => void emitter.emit(name, event),
  };
}
