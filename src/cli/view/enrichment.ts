import { SingleBar } from "cli-progress";
import type { EnrichmentProgress } from "../../enrichment/progress.ts";
import { percentOf } from "../../enrichment/progress.ts";
import type { EnrichmentResult } from "../../enrichment/result.ts";
import type { Events } from "../../events.ts";
import { exitCodes } from "../../errors.ts";
import { plainText } from "../../plain-text.ts";
import type { Io } from "../io.ts";
import { createOutput, toJson, type Output } from "../output.ts";

export interface EnrichmentView {
  /** Shows how it ended; returns the exit code. */
  ended(result: EnrichmentResult): number;
}

/** A bar on a terminal's stderr, plain lines elsewhere; the result on stdout. */
export function showEnrichment(
  { events }: { events: Events },
  io: Io,
  options: { events: boolean; json: boolean },
): EnrichmentView {
  const progress = io.live ? showBar(events, io) : showLines(events, io);
  const remark = (text: string): void => progress.remark(plainText(text));
  events.on("source-rested", ({ source, reason }) => remark(`${source} rests for this run: ${reason}`));
  events.on("network-held", ({ says }) => remark(`${says}; waiting until that changes`));
  events.on("gate-waiting", ({ source, waitMs, reason }) => {
    remark(`waiting ${Math.ceil(waitMs / 1000)} s for ${source} (${reason})`);
  });
  if (options.events) {
    events.on("track-updated", (track) => {
      io.stdout.write(`${toJson({ event: "track-updated", ...track })}\n`);
    });
  }
  return {
    ended(result) {
      progress.close();
      const output = createOutput(io, { json: options.json || options.events });
      if (options.events) io.stdout.write(`${toJson({ event: "enrichment-ended", ...result })}\n`);
      else output.document(result);
      return showResult(output, result);
    },
  };
}

interface ProgressView {
  remark(text: string): void;
  close(): void;
}

function showBar(events: Events, io: Io): ProgressView {
  const bar = new SingleBar({
    format:
      "{bar} {percentage} %  {value}/{total} tracks  {covers} covers  {lyrics} lyrics  {failed} failed  {rate}/s  {left}",
    stream: io.stderr as NodeJS.WriteStream,
    barsize: Math.max(10, Math.min(30, io.columns - 78)),
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    fps: 8,
  });
  const startedAt = performance.now();
  let isShown = false;
  events.on("enrichment-progress", (progress) => {
    if (progress.total === 0) return;
    if (!isShown) {
      io.stderr.write(`${progress.total} tracks lack something\n`);
      bar.start(progress.total, 0, payloadOf(progress, startedAt));
      isShown = true;
    }
    bar.update(progress.processed, payloadOf(progress, startedAt));
  });
  return {
    remark(text) {
      if (isShown) io.stderr.write("\r\u001b[K");
      io.stderr.write(`  ${text}\n`);
    },
    close: () => bar.stop(),
  };
}

function payloadOf(progress: EnrichmentProgress, startedAt: number): Record<string, string | number> {
  const seconds = (performance.now() - startedAt) / 1000;
  const rate = seconds > 0 ? progress.processed / seconds : 0;
  const left = rate > 0 ? (progress.total - progress.processed) / rate : NaN;
  return {
    covers: progress.artworkFetched,
    lyrics: progress.lyricsFetched,
    failed: progress.failed,
    rate: rate.toFixed(1),
    left: Number.isFinite(left) ? `${timeText(left)} left` : "",
  };
}

function showLines(events: Events, io: Io): ProgressView {
  let shownPercent = -1;
  events.on("enrichment-progress", (progress) => {
    const percent = percentOf(progress);
    if (shownPercent === -1 && progress.total > 0) {
      io.stderr.write(`${progress.total} tracks lack something\n`);
    }
    if (percent < shownPercent + 10 || progress.total === 0) {
      shownPercent = Math.max(shownPercent, 0);
      return;
    }
    shownPercent = percent;
    io.stderr.write(`${percent} %: ${wordsOf(progress)}\n`);
  });
  return { remark: (text) => io.stderr.write(`  ${text}\n`), close: () => undefined };
}

const wordsOf = ({ total, processed, artworkFetched, lyricsFetched, failed }: EnrichmentProgress): string =>
  `${processed} of ${total} tracks, ${artworkFetched} covers, ${lyricsFetched} lyrics, ${failed} failed`;

function showResult(output: Output, result: EnrichmentResult): number {
  const { halted, failures, durationMs, total, processed } = result;
  if (halted?.kind === "network" && processed === 0) {
    output.remark(`${plainText(halted.says)}; ${plainText(halted.remedy)}`);
    return exitCodes.networkPolicy;
  }
  output.line(total === 0 ? "nothing to do" : `${wordsOf(result)} in ${timeText(durationMs / 1000)}`);
  for (const { title, artist, errors } of failures.slice(0, 20)) {
    output.line(`  ${plainText(`${artist} — ${title}: ${errors.join("; ")}`)}`);
  }
  if (failures.length > 20) output.line(`  and ${result.failed - 20} more (--json lists them)`);
  if (halted?.kind === "network") {
    output.remark(
      `${plainText(halted.says)}; ${total - processed} tracks are left; type the same again to go on`,
    );
    return exitCodes.networkPolicy;
  }
  if (halted) {
    output.remark(`stopped; ${total - processed} tracks are left; type the same again to go on`);
    return exitCodes.interrupted;
  }
  if (result.failed === 0) return exitCodes.done;
  output.remark("what failed is asked again next time");
  return result.rested.length > 0 ? exitCodes.unavailable : exitCodes.failed;
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
