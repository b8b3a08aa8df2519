import type { BuildProgress } from "../../../catalogue/build/build.ts";
import type { BuildResult } from "../../../catalogue/build/start.ts";
import { gigabytes, type Need } from "../../../catalogue/build/plan.ts";
import { dayOf } from "../../../stamp.ts";
import type { Io } from "../../io/io.ts";
import { countText } from "../../../counts.ts";
import { createOutput, tell } from "../../io/output.ts";
import { askYesNo } from "../../io/converse.ts";
import { createBar } from "../../io/bar.ts";
import { describeCatalogue, unreadLines } from "./catalogue.ts";
import { leftText } from "../../layout/words.ts";

const nouns = { artist: "artists", "release-group": "albums", release: "releases" };

/** A build on the screen: a bar on a terminal's stderr, a line at every tenth elsewhere; the result on stdout. */
export function showBuild(io: Io, flags: { json?: boolean }, signal: AbortSignal) {
  const show = io.live ? createBarView(io) : createLineView(io);
  return {
    /** Says what it will take; asks where it would leave little. */
    async agree({ fetched, after, during, free }: Need, stamp: string | undefined): Promise<boolean> {
      const of = stamp === undefined ? "" : `of ${dayOf(stamp)}: `;
      const fetching = fetched > 0 ? `${gigabytes(fetched)} to fetch, ` : "";
      tell(io, `${of}${fetching}up to ${gigabytes(after)} on the disk, which has ${gigabytes(free)} free`);
      const isTight = during > free * 0.8 && free - during < 10e9;
      return !isTight || !io.interactive || askYesNo("That leaves little. Go on? y/n: ", io, signal);
    },
    progress: show.progress,
    ended(result: BuildResult): void {
      show.close();
      if (result.outcome === "declined") return;
      const output = createOutput(io, flags);
      const { about, path, outcome } = result;
      output.document({ outcome, catalogue: { ...about, path } });
      output.line(
        outcome === "built"
          ? `built: ${describeCatalogue(about)}`
          : `there already: ${describeCatalogue(about)}`,
      );
      output.line(path);
      for (const line of unreadLines(about)) output.line(line);
      if (outcome === "built") output.remark(about.licence);
    },
    close: show.close,
  };
}

const phases: Record<BuildProgress["phase"], string> = {
  renewing: "what an earlier build left is damaged: begun anew",
  replacing: "the file that is there can't be used: made anew",
  keeping: "with releases, as the catalogue that is there has them",
  withReleases: "with releases, as it was begun; importer catalogue build --force begins anew without",
  withoutGenres: "without genres, as it was begun; importer catalogue build --force begins anew with them",
  fetching: "fetching",
  checking: "checking",
  reading: "reading",
  finishing: "sorting",
  verifying: "verifying",
  sealing: "taking the checksum",
};

/** Nothing moves meanwhile, and a stop ends the process at once: no bar is on the screen then. */
const isStill = ({ phase }: BuildProgress): boolean =>
  ["keeping", "withReleases", "withoutGenres", "finishing", "verifying"].includes(phase);

const wordsOf = ({ phase, part }: BuildProgress): string =>
  part === undefined ? phases[phase] : `${phases[phase]} ${nouns[part]}`;

function createBarView(io: Io) {
  const bar = createBar(io, "{what} {bar} {percentage} %  {done}  {documents}  {left}");
  let shown = "";
  let startedAt = 0;
  let isClosed = false;
  return {
    progress(progress: BuildProgress): void {
      if (isClosed) return;
      const what = wordsOf(progress);
      const total = Math.max(1, progress.total ?? 1);
      const payload = {
        what,
        done: progress.total === undefined ? "" : `${gigabytes(progress.bytes)} of ${gigabytes(total)}`,
        documents: progress.documents > 0 ? countText(progress.documents, "document") : "",
        left: timeLeft(progress, startedAt),
      };
      if (what !== shown) {
        if (shown !== "") bar.close();
        [shown, startedAt] = [what, performance.now()];
        if (isStill(progress)) tell(io, what);
        else bar.start(total, payload);
      }
      if (!isStill(progress)) bar.update(Math.min(progress.bytes, total), payload);
    },
    close(): void {
      isClosed = true;
      bar.close();
    },
  };
}

function timeLeft({ bytes, total, phase }: BuildProgress, startedAt: number): string {
  if (total === undefined || !/ing$/.test(phase)) return "";
  return leftText({ done: bytes, total, elapsedMs: performance.now() - startedAt });
}

function createLineView(io: Io) {
  let [shown, tenth] = ["", 0];
  return {
    progress(progress: BuildProgress): void {
      const what = wordsOf(progress);
      const share = progress.total === undefined ? 0 : Math.floor((progress.bytes / progress.total) * 10);
      if (what === shown && share <= tenth) return;
      if (what !== shown) tell(io, what);
      else if (share < 10)
        tell(
          io,
          `  ${share * 10} %${progress.documents > 0 ? `, ${countText(progress.documents, "document")}` : ""}`,
        );
      [shown, tenth] = [what, share];
    },
    close: () => undefined,
  };
}
