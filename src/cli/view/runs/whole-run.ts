import type { WorkingContext } from "../../../composition/working.ts";
import { countWork } from "../../../library/enrichment/work-list.ts";
import { unidentifiedAlbums } from "../../../library/scanned/unidentified-albums.ts";
import type { Io } from "../../io/io.ts";
import { createTotalBar, type BarPart, type TotalBar } from "../../io/total-bar.ts";

/** What is expected of files that nobody has read yet: of so many an album, and so many requests for one. */
const filesOfAlbum = 12;
const requestsOfAlbum = 3;
const filesOfSecond = 500;

export type PartName = "scan" | "complete" | "enrich" | "export";

/** On a terminal, where there are several, one bar for all these parts; what each may take is told by the library, and by the files that a scan has found. */
export function showWholeRun(
  context: WorkingContext,
  io: Io,
  names: readonly PartName[],
): { io: Io; begin(name: PartName): void } {
  if (!io.live || names.length < 2) return { io, begin: () => undefined };
  const bars: TotalBar = createTotalBar(
    io,
    names.map((name) => partOf(context, name)),
  );
  return { io: { ...io, bars }, begin: bars.begin };
}

function partOf({ db, config }: WorkingContext, name: PartName): BarPart {
  const { musicbrainz, lrclib, coverArtArchive } = config;
  const expected: Record<PartName, (unread: number) => number> = {
    scan: (unread) => unread / filesOfSecond,
    complete: (unread) => {
      const albums = [...unidentifiedAlbums(db)].length + unread / filesOfAlbum;
      return (albums * requestsOfAlbum * musicbrainz.intervalMs) / 1000;
    },
    enrich: (unread) => {
      const { covers, lyrics } = countWork(db, { artwork: true, lyrics: true });
      const forCovers = (covers + unread / filesOfAlbum) * coverArtArchive.intervalMs;
      return Math.max(forCovers, (lyrics + unread) * lrclib.intervalMs) / 1000; // both at once
    },
    export: () => 0,
  };
  return {
    name,
    expected: (running) => expected[name](running.name === "scan" ? running.total : 0),
  };
}
