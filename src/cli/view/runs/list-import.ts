import type { Config } from "../../../config.ts";
import { exitCodes, nameOfExitCode, type ExitCode } from "../../../errors.ts";
import type { Events, ImporterEvents } from "../../../events.ts";
import type { ListCounts, ListRecord } from "../../../lists/lists.ts";
import type { ListResult } from "../../../lists/run-list.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, tell } from "../../io/output.ts";
import { toJson } from "../../layout/json.ts";
import { createBar } from "../../io/bar.ts";
import { leftText, timeText, waitingText } from "../../layout/words.ts";
import { collectReasons } from "./reasons.ts";
import { countsText, countText } from "../../../counts.ts";

interface Flags {
  events?: boolean;
  json?: boolean;
  strict?: boolean;
  dryRun?: boolean;
}

export interface ListView {
  /** Shows how it ended; returns the exit code. */
  ended(result: ListResult & { list: ListRecord; queued?: number }): ExitCode;
  close(): void;
}

/** What it will take, then a bar on a terminal's stderr, plain lines elsewhere; the result on stdout. */
export function showListImport(
  { events, config }: { events: Events; config: Config },
  io: Io,
  flags: Flags,
): ListView {
  const progress = createProgress(events, io);
  sayWork(progress, events, config);
  const reasons = collectReasons(events);
  events.on("gate-waiting", (wait) => progress.remark(`  ${plainText(waitingText(wait))}`));
  if (flags.events)
    events.on("list-row", (row) => void io.stdout.write(`${toJson({ event: "list-row", ...row })}\n`));
  return {
    close: progress.close,
    ended({ list, counts, halted, queued }) {
      progress.close();
      const exitCode = queued === undefined ? exitCodeOf(counts, flags) : exitCodes.done;
      if (io.typed && exitCode !== exitCodes.done) io.typed.ending.came = resultWords(counts, flags);
      const document = {
        ...(queued !== undefined && { queued }),
        list: { id: list.id, ...jsonOfCounts(counts) },
        outcome: nameOfExitCode(exitCode),
      };
      if (flags.events) io.stdout.write(`${toJson({ event: "list-ended", ...document })}\n`);
      const output = createOutput(io, { json: flags.json || flags.events });
      if (!flags.events) output.document(document);
      output.line(resultWords(counts, flags));
      for (const reason of reasons(halted)) output.line(`  ${plainText(reason)}`);
      if (halted !== undefined) output.remark(`ended early: ${plainText(halted)}`);
      if (queued !== undefined) output.line(queuedWords(queued, counts));
      else for (const remark of remarksOf(counts, flags)) output.remark(remark);
      return exitCode;
    },
  };
}

/** What is open and was not queued now, was before. */
function queuedWords(queued: number, { open }: ListCounts): string {
  const now = "now: importer worker --drain";
  if (queued > 0)
    return `${countText(queued, "album")} queued; to import ${queued === 1 ? "it" : "them"} ${now}`;
  return open === 0 ? "nothing to queue: no row is open" : `queued already; to import what is open ${now}`;
}

/** What a run will take, when that is known; a list of nothing takes nothing. */
function sayWork(progress: ListProgress, events: Events, { musicbrainz }: Config): void {
  events.on("list-started", (work) => {
    if (work.rows > 0) progress.remark(workOf(work, musicbrainz.intervalMs));
  });
}

/** `: about 38 min at one request in 1.1 s`; nothing where no pace is kept. */
export const paceText = (requests: number, intervalMs: number): string =>
  intervalMs === 0
    ? ""
    : `: about ${timeText((requests * intervalMs) / 1000)} at one request in ${intervalMs / 1000} s`;

/** The keys of the contract. */
export function jsonOfCounts({ not_found, rows, ...counts }: ListCounts): Record<string, number> {
  return { rows, ...counts, notFound: not_found };
}

/** `1093 rows, 1031 to ask for: about 38 min at one request in 1.1 s`. */
function workOf(
  { rows, open, albums, requests }: ImporterEvents["list-started"],
  intervalMs: number,
): string {
  if (open === 0) return `${countText(rows, "row")}, none to ask for`;
  const what = albums === open ? `${open} to ask for` : `${open} to ask for, ${countText(albums, "album")}`;
  if (requests === 0) return `${countText(rows, "row")}, ${what}, out of the file`;
  const pace = paceText(requests, intervalMs);
  // A search in vain is asked again in other ways: nobody knows beforehand of how many.
  const most =
    pace === "" || requests <= albums ? "" : ", up to twice that where albums aren't found at once";
  return `${countText(rows, "row")}, ${what}${pace}${most}`;
}

/** What the bar of a list shows. */
export const formatOf = (noun: string): string =>
  `{bar} {percentage} %  {value}/{total} ${noun}s  {created} created  {known} known  {review} to review  {notFound} not found  {failed} failed  {left}`;

export interface ListProgress {
  remark(text: string): void;
  close(): void;
}

/** A bar on a terminal, a line for every tenth elsewhere. `noun`: what is counted. */
export function createProgress(events: Events, io: Io, noun = "row"): ListProgress {
  const counts = { created: 0, known: 0, review: 0, notFound: 0, failed: 0 };
  let [total, done] = [0, 0];
  let startedAt = 0;
  const bar = io.live ? createBar(io, formatOf(noun)) : undefined;
  let shownPercent = 0;
  const payload = (): Record<string, string | number> => ({
    ...counts,
    left: leftText({ done, total, elapsedMs: performance.now() - startedAt }),
  });
  events.on("list-started", ({ open }) => {
    total = open;
    startedAt = performance.now();
    if (total > 0) bar?.start(total, payload());
  });
  events.on("list-row", ({ state }) => {
    done++;
    counts[groupOf(state)]++;
    bar?.update(done, payload());
    const percent = Math.floor((done / total) * 100);
    if (bar || percent < shownPercent + 10 || total < 10) return;
    shownPercent = percent;
    const said = countsText([
      [counts.created, "created"],
      [counts.known, "known"],
      [counts.review, "to review"],
      [counts.notFound, "not found"],
      [counts.failed, "failed"],
    ]);
    const { left } = payload();
    tell(io, `${percent} %: ${done} of ${countText(total, noun)}, ${said}${left ? `, ${left}` : ""}`);
  });
  return {
    remark: (text) => (bar ? bar.remark(text) : tell(io, text)),
    close: () => bar?.close(),
  };
}

/** Under which count of a run a row's state is told. */
export function groupOf(state: string): "created" | "known" | "review" | "notFound" | "failed" {
  if (state === "created" || state === "known") return state;
  if (state === "ambiguous" || state === "weak") return "review";
  return state === "not_found" ? "notFound" : "failed";
}

/** `1093 rows: 981 created, 62 known, 38 to review, 12 not found`. */
export function resultWords(counts: ListCounts, { dryRun }: Pick<Flags, "dryRun"> = {}): string {
  const said = countsText([
    [counts.created, dryRun ? "would be created" : "created"],
    [counts.known, "known"],
    [counts.ambiguous + counts.weak, "to review"],
    [counts.not_found, "not found"],
    [counts.unavailable, "could not be asked"],
    [counts.refused, "refused"],
    [counts.skipped, "skipped"],
    [counts.open, "open"],
  ]);
  return `${countText(counts.rows, "row")}${said && `: ${said}`}`;
}

function remarksOf(counts: ListCounts, { dryRun }: Flags): string[] {
  if (counts.rows === 0) return ["the list has no row: a header alone is none"];
  if (dryRun) return ["nothing was written (--dry-run)"];
  const isLeft = counts.unavailable + counts.open > 0;
  const isToDecide = counts.ambiguous + counts.weak + counts.not_found > 0;
  return [
    ...(isToDecide ? ["to decide: importer review"] : []),
    ...(isLeft ? ["nothing was lost: the same command again asks for what is left"] : []),
  ];
}

/** Every row was asked, or why not; `--strict` wants them all in the library. */
function exitCodeOf(counts: ListCounts, { strict }: Flags): ExitCode {
  if (counts.refused > 0) return exitCodes.failed;
  if (counts.unavailable + counts.open > 0) return exitCodes.unavailable;
  if (strict && counts.ambiguous + counts.weak > 0) return exitCodes.ambiguous;
  return strict && counts.not_found > 0 ? exitCodes.notFound : exitCodes.done;
}
