import { creditText } from "../../../facts.ts";
import type { TrackRow } from "../../../library/items/tracks.ts";
import type { showLyrics } from "../../../library/details/show.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { lyricsWords } from "./show.ts";
import { duration } from "../../layout/text.ts";

export interface ShownLyrics {
  track: Pick<TrackRow, "id" | "title" | "lengthMs"> & {
    artists: Parameters<typeof creditText>[0];
    album: string | null;
  };
  status: TrackRow["lyricsStatus"];
  override: TrackRow["lyricsOverride"];
  lyrics: ReturnType<typeof showLyrics>;
}

/** A track's lyrics as they are kept: whose they are, and the words line by line, with their times where they have any. */
export function showTrackLyrics(output: Output, { track, status, override, lyrics }: ShownLyrics): void {
  const { title, artists, album, lengthMs } = track;
  const about = [creditText(artists), album, duration(lengthMs)].filter(Boolean).join(", ");
  output.line(`${output.colour.bold(plainText(title))} — ${plainText(about)}`);
  const said = override === null ? null : `${override} by hand`;
  output.line(`  ${plainText([kindOf(status), lyricsWords(lyrics), said].filter(Boolean).join(", "))}`);
  const words = lyrics?.synced ?? lyrics?.plain;
  if (!words) return;
  output.line();
  for (const line of words.split("\n")) output.line(plainText(line));
}

/** What is kept says it of itself. */
function kindOf(status: TrackRow["lyricsStatus"]): string | null {
  if (status === "available") return null;
  if (status === "instrumental") return "instrumental";
  return status === "unavailable" ? "no lyrics" : "not asked for yet";
}
