import { UserError } from "../../errors.ts";
import { foldName } from "../../matching/fold.ts";
import { recogniseArtist } from "../../matching/recognise.ts";
import { checkMbid } from "../mbid.ts";
import { keyOfWords, type WordsKey } from "../words.ts";

/** What a person asked for: the MBID or the name of an artist. */
export type ArtistQuery = { kind: "mbid"; mbid: string } | { kind: "name"; name: string };

/** @throws UserError for an empty name, an MBID that is none, or the address of something that is no artist. */
export function artistQueryOf(words: {
  name?: string | undefined;
  mbid?: string | undefined;
}): ArtistQuery | undefined {
  if (words.mbid !== undefined) return { kind: "mbid", mbid: checkMbid(words.mbid) };
  if (words.name === undefined) return undefined;
  if (words.name.trim() === "") {
    throw new UserError("the name is empty", { hint: 'for instance: importer artist "Pink Floyd"' });
  }
  const recognised = recogniseArtist(words.name.trim());
  if (recognised.kind !== "musicbrainz-url") return recognised;
  const { entity, mbid } = recognised;
  if (entity === "artist") return { kind: "mbid", mbid };
  throw new UserError(`that address is of a MusicBrainz ${entity}, not of an artist`, {
    hint: entity.startsWith("release") ? `importer album ${mbid}` : "give the address of an artist",
  });
}

/** The keys under which choices, decisions and absences are remembered; undefined without a query. */
export function artistWordsKey(query: ArtistQuery | undefined): WordsKey | undefined {
  if (!query) return undefined;
  if (query.kind === "mbid") return { key: `mbid:${query.mbid}`, folded: `mbid:${query.mbid}` };
  return { key: keyOfWords(query.name), folded: foldName(query.name) };
}
