import { UserError } from "../../errors.ts";
import { foldName } from "../../matching/text/fold.ts";
import { isFillerArtist } from "../../matching/fillers.ts";
import { recogniseArtist, recogniseIdentifier } from "../../matching/typed/recognise.ts";
import { readServiceRef, refText, type ServiceRef } from "../../matching/services/service-address.ts";
import { isBlank, shellQuoted } from "../../plain-text.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import { checkMbid } from "../mbid.ts";
import { keyOfWords, type WordsKey } from "../words.ts";

/** What a person asked for: the MBID or the name of an artist. */
export type ArtistQuery =
  { kind: "mbid"; mbid: string } | { kind: "name"; name: string } | { kind: "ref"; ref: ServiceRef };

/** @throws UserError for an empty name, an MBID that is none, or the address of something that is no artist. */
export function artistQueryOf(words: {
  name?: string | undefined;
  mbid?: string | undefined;
}): ArtistQuery | undefined {
  if (words.mbid !== undefined) {
    const recognised = recogniseIdentifier(words.mbid.trim());
    if (recognised?.kind === "musicbrainz-url") return queryOfUrl(recognised.entity, recognised.mbid);
    return recognised?.kind === "mbid" ? recognised : { kind: "mbid", mbid: checkMbid(words.mbid) };
  }
  if (words.name === undefined) return undefined;
  if (isBlank(words.name)) {
    throw new UserError("the name is empty", { hint: 'for instance: importer artist "Pink Floyd"' });
  }
  if (isFillerArtist(words.name)) {
    throw new UserError(
      `"${words.name.trim()}" stands for artists whom nobody knows, and is never asked for`,
      {
        hint: "give the name of an artist",
      },
    );
  }
  const recognised = recogniseArtist(words.name);
  switch (recognised.kind) {
    case "musicbrainz-url":
      return queryOfUrl(recognised.entity, recognised.mbid);
    case "ref":
      return queryOfRef(recognised.ref);
    case "unknown":
      throw new UserError(recognised.why, { hint: "give a name, an MBID, or the address of an artist" });
    default:
      return recognised;
  }
}

/** By an artist's identity at a source; undefined for one that can't be asked for. */
export function artistQueryOfIdentity(ref: Ref): ArtistQuery | undefined {
  if (ref.source === "musicbrainz") return { kind: "mbid", mbid: ref.id };
  const named = readServiceRef(textOfRef(ref));
  return named && { kind: "ref", ref: named };
}

function queryOfRef(ref: ServiceRef): ArtistQuery {
  if (ref.entity !== "album") return { kind: "ref", ref };
  throw new UserError(`that address is of an album at ${ref.service}, not of an artist`, {
    hint: `importer album ${shellQuoted(ref.urls[0] ?? refText(ref))}`,
  });
}

function queryOfUrl(entity: string, mbid: string): ArtistQuery {
  if (entity === "artist") return { kind: "mbid", mbid };
  throw new UserError(`that address is of a MusicBrainz ${entity}, not of an artist`, {
    hint: entity.startsWith("release") ? `importer album ${mbid}` : "give the address of an artist",
  });
}

/** The keys under which choices, decisions and absences are remembered; undefined without a query. */
export function artistWordsKey(query: ArtistQuery | undefined): WordsKey | undefined {
  if (!query) return undefined;
  if (query.kind === "ref") return { key: `ref:${refText(query.ref)}`, folded: `ref:${refText(query.ref)}` };
  if (query.kind === "mbid") return { key: `mbid:${query.mbid}`, folded: `mbid:${query.mbid}` };
  return { key: keyOfWords(query.name), folded: foldName(query.name) };
}
