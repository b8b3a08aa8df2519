import type { Config } from "../../../config.ts";
import type { ExitCode } from "../../../errors.ts";
import type { Events, ImporterEvents } from "../../../events.ts";
import type { CompleteResult } from "../../../lists/complete/complete.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { exitCodeOfTroubles } from "../../ending/troubles.ts";
import { createProgress, groupOf, paceText } from "./list-import.ts";
import { collectReasons } from "./reasons.ts";
import { countsText, countText } from "../../../counts.ts";

export interface CompleteView {
  /** Shows how it ended; returns the exit code. */
  ended(result: CompleteResult): ExitCode;
  /** What it came to before it was stopped. */
  soFar(): string | undefined;
  close(): void;
}

/** What it will take, then the bar of a list; the result on stdout. */
export function showComplete({ events, config }: { events: Events; config: Config }, io: Io): CompleteView {
  const progress = createProgress(events, io, "album");
  events.on("list-started", (work) => {
    if (work.rows > 0) progress.remark(workOf(work, config.musicbrainz.intervalMs));
  });
  const soFar = countSoFar(events);
  const reasons = collectReasons(events, ({ raw }) => raw);
  return {
    close: progress.close,
    soFar,
    ended(result) {
      progress.close();
      const output = createOutput(io, {});
      output.line(wordsOf(result));
      for (const reason of reasons(result.halted?.why)) output.line(`  ${plainText(reason)}`);
      if (result.halted !== undefined) output.remark(`ended early: ${plainText(result.halted.why)}`);
      if (result.toReview + result.notFound > 0) output.remark("to decide: importer review");
      if (result.unavailable + result.left + result.releasesLeft > 0)
        output.remark("nothing was lost; to go on later: importer complete");
      return exitCodeOf(result);
    },
  };
}

/** `12 albums to ask for: about 40 s at one request in 1.1 s; 3 wait in importer review`. */
function workOf(
  { albums, requests, inReview = 0 }: ImporterEvents["list-started"],
  intervalMs: number,
): string {
  const what =
    albums === 0
      ? "no album to ask for"
      : `${countText(albums, "album")} to ask for${paceText(requests, intervalMs)}`;
  return inReview === 0 ? what : `${what}; ${inReviewText(inReview)}`;
}

/** Of those nobody is asked: a person has decided, or must. */
export const inReviewText = (count: number): string =>
  count === 1
    ? "1 waits in importer review, or stays as it is"
    : `${count} wait in importer review, or stay as they are`;

/** `12 of 40 albums: 10 identified, 2 to review`. */
function countSoFar(events: Events): () => string | undefined {
  let total: number | undefined;
  const counts = { created: 0, known: 0, review: 0, notFound: 0, failed: 0 };
  events.on("list-started", ({ rows }) => (total = rows));
  events.on("list-row", ({ state }) => counts[groupOf(state)]++);
  return () => {
    if (total === undefined) return undefined;
    const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const said = countsText([
      [counts.created + counts.known, "identified"],
      [counts.review, "to review"],
      [counts.notFound, "not found"],
      [counts.failed, "failed, or kept as they are"],
    ]);
    return `${done} of ${countText(total, "album")}${said && `: ${said}`}`;
  };
}

function wordsOf({
  albums,
  identified,
  withReleases,
  releasesOnly,
  releasesLeft,
  toReview,
  notFound,
  unavailable,
  refused,
  failed,
  kept,
  left,
}: CompleteResult): string {
  const ofReleases = countsText([
    [releasesOnly, "got the releases that were left before"],
    [releasesLeft, "without releases still: they could not be had now"],
  ]);
  const more = ofReleases && `; ${ofReleases}`;
  if (albums === 0) return `no album that was read from files is left to identify${more}`;
  const said = countsText([
    [identified, `identified (${withReleases} with releases)`],
    [toReview, "to review"],
    [notFound, "not found"],
    [unavailable, "could not be asked for"],
    [refused, "refused"],
    [failed, "failed"],
    [kept, "kept as they are"],
    [left, "left"],
  ]);
  return `${countText(albums, "album")} read from files: ${said}${more}`;
}

/** What a halt left over counts with what halted it: an answer to a question may have come with it. */
function exitCodeOf({ halted, failed, unavailable, refused, releasesLeft }: CompleteResult): ExitCode {
  return exitCodeOfTroubles({
    failed,
    unavailable: unavailable + releasesLeft + (halted?.kind === "unavailable" ? 1 : 0),
    refused: refused + (halted?.kind === "refused" ? 1 : 0),
  });
}
