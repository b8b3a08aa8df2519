import type { AlbumTrack } from "../../../library/details/album-tracks.ts";
import { creditText } from "../../../facts.ts";
import type { Output } from "../../io/output.ts";
import { renderTable } from "../../layout/table.ts";
import { duration } from "../../layout/text.ts";

/** The tracks of an album in its order, with the files of those that have some. */
export function showAlbumTracks(output: Output, tracks: AlbumTrack[]): void {
  const columns = [
    { title: "", value: (track: AlbumTrack) => placeText(track), align: "right" as const },
    { title: "title", value: (track: AlbumTrack) => track.title, flexible: true },
    { title: "artist", value: (track: AlbumTrack) => creditText(track.artists), flexible: true },
    { title: "length", value: (track: AlbumTrack) => duration(track.lengthMs), align: "right" as const },
    { title: "id", value: (track: AlbumTrack) => track.id, align: "right" as const },
    { title: "file", value: ({ files }: AlbumTrack) => files.map(fileWords).join("; "), flexible: true },
  ];
  output.line(renderTable(tracks, columns, output));
}

/** `2.7` on a second disc. */
const placeText = ({ disc, number }: Pick<AlbumTrack, "disc" | "number">): string =>
  [(disc ?? 1) > 1 ? disc : null, number].filter((part) => part !== null).join(".");

interface FileWords {
  path: string;
  state: string;
  toldBy: string | null;
  missingSince?: string | null;
  duplicateOf?: string | null;
}

export function fileWords({ path, state, toldBy, missingSince, duplicateOf }: FileWords): string {
  const since = missingSince ? ` since ${missingSince.slice(0, 10)}` : "";
  const notes = [
    state === "read" ? null : state + since,
    toldBy === "path" ? "told by its path" : null,
    duplicateOf ? `duplicate of file ${duplicateOf}` : null,
  ];
  return [path, ...notes.filter(Boolean)].join(": ");
}
