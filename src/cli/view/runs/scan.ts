import { exitCodes, type ExitCode } from "../../../errors.ts";
import type { Events } from "../../../events.ts";
import { argumentQuoted, plainText } from "../../../plain-text.ts";
import type { ScanResult } from "../../../scan/result.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, tell, type Output } from "../../io/output.ts";
import { createBar } from "../../io/bar.ts";
import { clearLive, markLive, writeAbove } from "../../io/live-line.ts";
import { countsText, countText } from "../../../counts.ts";

export interface ScanView {
  /** Shows how it ended; returns the exit code. */
  ended(result: ScanResult): ExitCode;
  close(): void;
}

/** A bar on a terminal's stderr, plain lines elsewhere; the result on stdout. */
export function showScan(events: Events, io: Io, flags: { json?: boolean; strict?: boolean }): ScanView {
  const close = io.live ? showBar(events, io) : showLines(events, io);
  return {
    close,
    ended(result) {
      close();
      const output = createOutput(io, flags);
      output.document(result);
      showResult(output, result);
      return exitCodeOf(result, flags);
    },
  };
}

/** Nothing could be read: failed; some of it: only for who is strict. */
function exitCodeOf(result: ScanResult, { strict }: { strict?: boolean }): ExitCode {
  const { interrupted, heldBack, failed, seen, unreadableFolders } = result;
  if (interrupted) return exitCodes.interrupted;
  const lost = failed.length + unreadableFolders.length;
  const isAllLost = lost > 0 && failed.length === seen;
  return heldBack > 0 || isAllLost || (strict && lost > 0) ? exitCodes.failed : exitCodes.done;
}

function showBar(events: Events, io: Io): () => void {
  const bar = createBar(io, "{bar} {percentage} %  {value}/{total} files  {failed} failed  {rate}/s");
  let startedAt: number | undefined;
  const clearCount = (): void => {
    writeAbove(io.stderr, "");
    markLive(io.stderr, false);
  };
  events.on("scan-progress", ({ phase, seen, read, total, failed }) => {
    if (phase === "looking") {
      io.stderr.write(`${clearLive}looking: ${countText(seen, "file")}`);
      markLive(io.stderr, true);
      return;
    }
    if (startedAt === undefined) clearCount();
    if (total === 0) return;
    if (startedAt === undefined) bar.start(total, { failed, rate: "0" });
    startedAt ??= performance.now();
    const seconds = (performance.now() - startedAt) / 1000;
    bar.update(read, { failed, rate: seconds > 0 ? (read / seconds).toFixed(0) : "0" });
  });
  return () => {
    if (startedAt === undefined) clearCount();
    bar.close();
  };
}

function showLines(events: Events, io: Io): () => void {
  let shownPercent: number | undefined;
  events.on("scan-progress", ({ phase, seen, read, total, failed }) => {
    if (phase === "looking") return;
    if (shownPercent === undefined && seen > 0)
      tell(io, `${countText(seen, "file")}, ${total || "none"} to read`);
    shownPercent ??= 0;
    const percent = total === 0 ? 100 : Math.floor((read / total) * 100);
    if (total === 0 || percent < shownPercent + 10) return;
    shownPercent = percent;
    tell(io, `${percent} %: ${read} of ${countText(total, "file")}${failed > 0 ? `, ${failed} failed` : ""}`);
  });
  return () => undefined;
}

const mostShown = 20;

function showResult(output: Output, result: ScanResult): void {
  const { seen, unchanged, moved, gone, failed, refusedImages, refusedLyrics, unreadableFolders, left } =
    result;
  const said = countsText([
    [result.new, "new"],
    [result.changed, "changed"],
    [unchanged, "unchanged"],
    [result.notWanted ?? 0, "not wanted (removed from the library; --again takes them back)"],
    [moved, "moved"],
    [gone, "missing"],
    [failed.length, "failed"],
  ]);
  const isEmpty = seen === 0 && said === "" && !result.interrupted && result.heldBack === 0;
  if (isEmpty) output.line(`no audio files in ${plainText(result.folder)}`);
  else output.line(`${countText(seen, "file")}${said && `: ${said}`}`);
  if (result.dryRun) {
    const toHave = `; to have them in the library: importer scan ${argumentQuoted(result.folder)}`;
    output.remark(`nothing was written (--dry-run)${result.new + result.changed > 0 ? toHave : ""}`);
  }
  const { albumsCreated, tracksCreated, covers, lyrics } = result;
  const gained = [
    ...(albumsCreated > 0 ? [countText(albumsCreated, "album")] : []),
    ...(tracksCreated > 0 ? [countText(tracksCreated, "track")] : []),
    ...(covers > 0 ? [countText(covers, "cover")] : []),
    ...(lyrics > 0 ? [`${lyrics} lyrics`] : []),
  ];
  if (!result.dryRun && gained.length > 0) output.line(`new in the library: ${gained.join(", ")}`);
  if (result.fromPath > 0)
    output.line(`${countText(result.fromPath, "file")} without tags, told by folder and name`);
  list(output, "not read", failed);
  list(output, "no cover", refusedImages);
  list(output, "no lyrics", refusedLyrics);
  list(output, "folder not read", unreadableFolders);
  if (result.heldBack > 0) {
    output.remark(
      `${countText(result.heldBack, "file")} of ${plainText(result.folder)} missing, more than half: is the disk there? ` +
        `Nothing was marked; if that is meant: importer scan ${argumentQuoted(result.folder)} --gone`,
    );
  }
  if (result.interrupted) {
    const rest = left === null ? "" : `${countText(left, "file")} left; `;
    output.remark(`stopped; ${rest}what was read is saved; type the same again to go on`);
  }
}

function list(output: Output, what: string, rows: { path: string; reason: string }[]): void {
  for (const { path, reason } of rows.slice(0, mostShown)) {
    output.line(`  ${what}: ${plainText(path)}: ${plainText(reason)}`);
  }
  if (rows.length > mostShown) output.line(`  and ${rows.length - mostShown} more (--json lists them)`);
}
