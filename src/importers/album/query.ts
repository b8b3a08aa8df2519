import { UserError } from "../../errors.ts";
import { foldName, foldTitle } from "../../matching/fold.ts";
import { recogniseAlbum, type TitleReading } from "../../matching/recognise.ts";
import { checkMbid } from "../mbid.ts";
import { keyOfWords, type WordsKey } from "../words.ts";

/** What a person asked for: an exact identifier, or words that may be read in several ways. */
export type AlbumQuery =
  | { kind: "release-group"; mbid: string }
  | { kind: "release"; mbid: string }
  /** An MBID that does not say of what: a release group, or one of its releases. */
  | { kind: "mbid"; mbid: string }
  | { kind: "barcode"; barcode: string }
  | { kind: "title"; readings: TitleReading[] };

export interface AlbumWords {
  title?: string | undefined;
  artist?: string | undefined;
  year?: number | undefined;
  mbid?: string | undefined;
}

/**
 * From words and flags to a query. Undefined without either.
 * @throws UserError for an empty title, an MBID that is none, or a URL of something that is no album.
 */
export function albumQueryOf({ title, artist, year, mbid }: AlbumWords): AlbumQuery | undefined {
  if (mbid !== undefined) return { kind: "mbid", mbid: checkMbid(mbid) };
  if (title === undefined) return undefined;
  if (title.trim() === "") {
    throw new UserError("the title is empty", { hint: 'for instance: importer album "Nevermind"' });
  }
  const recognised = recogniseAlbum(title.trim());
  switch (recognised.kind) {
    case "mbid":
      return recognised;
    case "barcode":
      return recognised;
    case "musicbrainz-url":
      return queryOfUrl(recognised.entity, recognised.mbid);
    case "title":
      return { kind: "title", readings: withFlags(recognised.readings, artist, year) };
  }
}

/** The keys under which choices, decisions and absences are remembered; undefined without a query. */
export function albumWordsKey(query: AlbumQuery | undefined): WordsKey | undefined {
  if (!query) return undefined;
  if (query.kind === "title") {
    const { title, artist, year } = query.readings[0]!;
    const folded = [foldTitle(title), artist === undefined ? "" : foldName(artist), year ?? ""].join("|");
    return { key: keyOfWords(title, artist, year), folded };
  }
  const key = query.kind === "barcode" ? `barcode:${query.barcode}` : `mbid:${query.mbid}`;
  return { key, folded: key };
}

/** All that a question depends on: every reading of the words, or the identifier. */
export function questionKey(query: AlbumQuery | undefined): string {
  if (query?.kind !== "title") return albumWordsKey(query)?.key ?? "";
  return query.readings.map(({ title, artist, year }) => keyOfWords(title, artist, year)).join("\n");
}

/** A flag says it outright: a reading that takes the artist or year from the title must agree, or go. */
function withFlags(readings: TitleReading[], artist?: string, year?: number): TitleReading[] {
  const flagged = { ...(artist !== undefined && { artist }), ...(year !== undefined && { year }) };
  const agreeing = readings.filter(
    (reading) =>
      (artist === undefined ||
        reading.artist === undefined ||
        foldName(reading.artist) === foldName(artist)) &&
      (year === undefined || reading.year === undefined || reading.year === year),
  );
  return agreeing.map((reading) => ({ ...reading, ...flagged }));
}

function queryOfUrl(entity: string, mbid: string): AlbumQuery {
  if (entity === "release-group" || entity === "release") return { kind: entity, mbid };
  const commands: Record<string, string> = { artist: `importer artist ${mbid}` };
  throw new UserError(`that address is of a MusicBrainz ${entity}, not of an album`, {
    hint: commands[entity] ?? "give the address of a release group or a release",
  });
}
