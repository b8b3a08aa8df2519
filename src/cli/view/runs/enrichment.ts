import { forecastMs } from "../../../enrichment/forecast.ts";
import type { EnrichmentProgress } from "../../../enrichment/progress.ts";
import type { EnrichmentResult, FailureCause } from "../../../enrichment/result.ts";
import type { Events, ImporterEvents } from "../../../events.ts";
import { exitCodes, type ExitCode } from "../../../errors.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { exitCodeOfTroubles } from "../../ending/troubles.ts";
import { createOutput, tell, type Output } from "../../io/output.ts";
import { toJson } from "../../layout/json.ts";
import { createBar } from "../../io/bar.ts";
import { leftText, timeText, waitingText } from "../../layout/words.ts";
import { countText } from "../../../counts.ts";

export interface EnrichmentView {
  /** Shows how it ended; returns the exit code. */
  ended(result: EnrichmentResult): ExitCode;
  /** Asked to stop: what is in flight may take a moment. */
  stopping(): void;
  /** Takes the bar off the screen, however it ended. */
  close(): void;
}

/** A bar on a terminal's stderr, plain lines elsewhere; the result on stdout. */
export function showEnrichment(
  { events }: { events: Events },
  io: Io,
  options: { events: boolean; json: boolean },
): EnrichmentView {
  const progress = io.live ? showBar(events, io) : showLines(events, io);
  const remark = (text: string): void => progress.remark(`  ${plainText(text)}`);
  sayWhatIsToDo(events, progress);
  events.on("source-rested", ({ source, reason }) => remark(`${source} rests for this run: ${reason}`));
  events.on("network-held", ({ says, waitMs }) => {
    const until = Number.isFinite(waitMs)
      ? `waiting at most ${timeText(waitMs / 1000)}`
      : "waiting until that changes";
    remark(`${says}; ${until}`);
  });
  events.on("network-back", ({ says }) => remark(`${says} again: going on`));
  events.on("gate-waiting", (wait) => remark(waitingText(wait)));
  if (options.events) {
    events.on("track-updated", (track) => {
      io.stdout.write(`${toJson({ event: "track-updated", ...track })}\n`);
    });
  }
  return {
    close: () => progress.close(),
    stopping: () => remark("stopping: what is in flight has 5 s to end; Ctrl-C again ends at once"),
    ended(result) {
      progress.close();
      const output = createOutput(io, { json: options.json || options.events });
      if (options.events) io.stdout.write(`${toJson({ event: "enrichment-ended", ...result })}\n`);
      else output.document({ ...result, durationMs: Math.round(result.durationMs) });
      return showResult(output, result);
    },
  };
}

/** Once before it begins, and how long it takes as soon as that can be told. */
function sayWhatIsToDo(events: Events, view: ProgressView): void {
  let startedAt: number | undefined;
  events.on("enrichment-started", (work) => {
    startedAt = performance.now();
    if (work.tracks > 0) view.remark(workOf(work));
  });
  events.on("enrichment-progress", ({ total, processed }) => {
    if (startedAt === undefined) return;
    const aboutMs = forecastMs(total, processed, performance.now() - startedAt);
    if (aboutMs === undefined) return;
    startedAt = undefined;
    view.remark(`about ${timeText(aboutMs / 1000)} in all`);
  });
}

/** `40 tracks lack something: 3 covers and the lyrics of 40 songs to ask for`. */
export function workOf({ tracks, covers, lyrics }: ImporterEvents["enrichment-started"]): string {
  const parts = [
    ...(covers > 0 ? [countText(covers, "cover")] : []),
    ...(lyrics > 0 ? [`the lyrics of ${countText(lyrics, "song")}`] : []),
  ];
  const lack = tracks === 1 ? "1 track lacks something" : `${tracks} tracks lack something`;
  return parts.length === 0
    ? `${lack} that nobody can be asked for`
    : `${lack}: ${parts.join(" and ")} to ask for`;
}

interface ProgressView {
  /** A whole line. */
  remark(text: string): void;
  close(): void;
}

const format =
  "{bar} {percentage} %  {value}/{total} tracks  {covers} covers  {lyrics} lyrics  {failed} failed  {rate}/s  {left}";

function showBar(events: Events, io: Io): ProgressView {
  const bar = createBar(io, format);
  const startedAt = performance.now();
  let isShown = false;
  events.on("enrichment-progress", (progress) => {
    if (progress.total === 0) return;
    if (!isShown) bar.start(progress.total, payloadOf(progress, startedAt));
    isShown = true;
    bar.update(progress.processed, payloadOf(progress, startedAt));
  });
  return bar;
}

function payloadOf(progress: EnrichmentProgress, startedAt: number): Record<string, string | number> {
  const elapsedMs = performance.now() - startedAt;
  const rate = elapsedMs > 0 ? (progress.processed / elapsedMs) * 1000 : 0;
  return {
    covers: progress.artworkFetched,
    lyrics: progress.lyricsFetched,
    failed: progress.failed,
    rate: rate.toFixed(1),
    left: leftText({ done: progress.processed, total: progress.total, elapsedMs }),
  };
}

function showLines(events: Events, io: Io): ProgressView {
  let shownPercent = 0;
  events.on("enrichment-progress", (progress) => {
    if (progress.total === 0 || progress.percent < shownPercent + 10) return;
    shownPercent = progress.percent;
    tell(io, `${progress.percent} %: ${wordsOf(progress)}`);
  });
  return { remark: (text) => tell(io, text), close: () => undefined };
}

const wordsOf = ({ total, processed, artworkFetched, lyricsFetched, failed }: EnrichmentProgress): string =>
  `${processed} of ${countText(total, "track")}, ${countText(artworkFetched, "cover")}, ${lyricsFetched} lyrics, ${failed} failed`;

const mostShown = 20;

function showResult(output: Output, result: EnrichmentResult): ExitCode {
  const { halted, refusedCovers, durationMs, total, processed } = result;
  const lack = halted?.kind === "network" || halted?.kind === "offline" ? halted : undefined;
  if (lack && processed === 0) {
    output.remark(`${plainText(lack.says)}; ${plainText(lack.remedy)}`);
    return exitCodeWithout(lack.kind);
  }
  output.line(total === 0 ? "nothing to do" : `${wordsOf(result)} in ${timeText(durationMs / 1000)}`);
  list(output, failureLines(result));
  list(
    output,
    refusedCovers.map(({ album, reason }) => `no cover for ${album}: ${reason}`),
  );
  const left = total - processed;
  const isLeft = `${countText(left, "track")} ${left === 1 ? "is" : "are"} left; type the same again to go on`;
  if (halted?.kind === "interrupted") {
    output.remark(`stopped; ${isLeft}`);
    return exitCodes.interrupted;
  }
  if (lack) {
    output.remark(`${plainText(lack.says)}; ${isLeft}`);
    return exitCodeWithout(lack.kind);
  }
  if (halted) output.remark(`nobody can be asked now about what is left: ${countText(left, "track")}`);
  if (result.failed > 0) output.remark("what failed is asked again next time: importer enrich");
  return exitCodeOf(result);
}

/** Without the network that it may use, or without any. */
const exitCodeWithout = (kind: "network" | "offline"): ExitCode =>
  kind === "network" ? exitCodes.networkPolicy : exitCodes.unavailable;

/** What many tracks failed for, said once with how many; what only one did, with that track. */
function failureLines({ causes, failures }: EnrichmentResult): string[] {
  const shared = causes.filter(({ tracks }) => tracks > 1);
  const isShared = new Set(shared.map(({ says }) => says));
  const single = failures.flatMap(({ title, artist, errors }) => {
    const own = errors.filter((says) => !isShared.has(says));
    return own.length > 0 ? [`${artist} — ${title}: ${own.join("; ")}`] : [];
  });
  return [...shared.map(({ says, tracks }) => `${countText(tracks, "track")}: ${says}`), ...single];
}

function list(output: Output, lines: string[]): void {
  for (const line of lines.slice(0, mostShown)) output.line(`  ${plainText(line)}`);
  if (lines.length > mostShown) output.line(`  and ${lines.length - mostShown} more (--json lists them)`);
}

/** By what the tracks failed for: the same causes end in the same way, whatever else was fetched beside them. */
function exitCodeOf({ causes }: EnrichmentResult): ExitCode {
  const of = (kind: FailureCause["kind"]): number => causes.filter((each) => each.kind === kind).length;
  return exitCodeOfTroubles({
    failed: of("failed"),
    unavailable: of("unavailable"),
    refused: of("rejected"),
  });
}
