import { meansVarious, variousArtistsName } from "../../matching/artists/various-artists.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { wordsOfCells, type ListEntry, type RawRow, type RowWords } from "./entry.ts";
import type { Cells } from "./fields.ts";

interface Group {
  cells: Cells;
  /** Of its rows, how many name which artist first. */
  artists: Map<string, { name: string; rows: number }>;
}

/**
 * Grouping: the tracks of a list (or plays of them) become their albums. One album address or MBID is one album; else its name
 * with its artist, or, where only the artists of the tracks are told, with its day of release.
 */
export async function* groupTracks(rows: AsyncIterable<RawRow>): AsyncGenerator<Omit<ListEntry, "number">> {
  const groups = new Map<string, Group>();
  const kept: { row: Omit<RawRow, "cells">; key: string | undefined }[] = [];
  for await (const { cells, ...row } of rows) {
    const key = cells.albumTitle === undefined ? undefined : keyOf(cells);
    kept.push({ row, key });
    if (key !== undefined) note(groups, key, cells);
  }
  const words = new Map([...groups].map(([key, group]) => [key, wordsOf(group)]));
  for (const { row, key } of kept) {
    if (key === undefined) yield { ...row, words: {}, skip: row.skip ?? "it names no album" };
    else yield { ...row, words: words.get(key)! };
  }
}

function keyOf(cells: Cells): string {
  const { albumKey, groupMbid, releaseMbid, albumArtist, date = "", albumTitle = "" } = cells;
  const identity = groupMbid ?? releaseMbid ?? albumKey;
  if (identity !== undefined && !/:local:/.test(identity)) return `id ${identity}`;
  const title = foldTitle(albumTitle);
  if (albumArtist !== undefined) return `by ${title}|${foldName(albumArtist)}`;
  const day = /^\d{4}-\d\d-\d\d/.exec(date)?.[0];
  return day === undefined ? `of ${title}|${foldName(firstArtist(cells))}` : `on ${title}|${day}`;
}

function note(groups: Map<string, Group>, key: string, cells: Cells): void {
  let group = groups.get(key);
  if (!group) groups.set(key, (group = { cells, artists: new Map() }));
  const name = firstArtist(cells);
  const artist = group.artists.get(foldName(name));
  if (artist) artist.rows++;
  else group.artists.set(foldName(name), { name, rows: 1 });
}

/** `Jay-Z;Kanye West` and `Jay-Z,Kanye West` name several; `Tyler\, The Creator` is one. */
const splitNames = (names: string): string[] =>
  (names.includes(";") ? names.split(/\s*;\s*/) : names.split(/(?<!\\),(?!\s)/)).map((name) =>
    name.replace(/\\,/g, ",").trim(),
  );

const firstArtist = ({ artist = "" }: Cells): string => splitNames(artist)[0]!;

function wordsOf({ cells, artists }: Group): RowWords {
  const albumArtist = cells.albumArtist === undefined ? undefined : splitNames(cells.albumArtist).join(", ");
  const artist = albumArtist ?? artistOf(artists);
  const { track: _, isrc: __, address: ___, ...album } = cells;
  const words = wordsOfCells({ ...album, artist, albumArtist: undefined } as Cells, {
    isOfDiscogs: false,
    isOfEditions: true,
  });
  return artist !== undefined && meansVarious(artist) ? { ...words, artist: variousArtistsName } : words;
}

/** Who most of its tracks are by; where nobody is, and several are, it is by various artists. */
function artistOf(artists: Group["artists"]): string | undefined {
  const [first, second] = [...artists.values()].sort((one, other) => other.rows - one.rows);
  const total = [...artists.values()].reduce((sum, { rows }) => sum + rows, 0);
  if (!second || first!.rows * 2 > total) return first?.name || undefined;
  return artists.size >= 3 ? variousArtistsName : first!.name;
}
