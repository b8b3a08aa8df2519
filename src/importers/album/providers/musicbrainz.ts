import type { AlbumFacts } from "../../../facts.ts";
import { listAlbumCredits, type AlbumRow } from "../../../library/albums.ts";
import { listIdentifiers } from "../../../library/identifiers.ts";
import { isFillerArtist } from "../../../matching/fillers.ts";
import type { TitleReading } from "../../../matching/recognise.ts";
import { firstQuestionOf } from "../../../sources/musicbrainz/album-queries.ts";
import type { ImportContext } from "../../context.ts";
import { withOdd, type Answer, type Provider } from "../../provider.ts";
import { candidateOf, evidenceOf } from "../candidates.ts";
import { findChosen } from "../../words.ts";
import { albumWordsKey, questionKey, type AlbumQuery } from "../query.ts";
import { searchAlbum } from "../search.ts";
import { lookUpAlbum, lookUpNamed, refreshAlbum } from "./named-albums.ts";

/**
 * Release groups of MusicBrainz. Two requests for most titles (one ranked search, look-up); up to three more where the
 * artist goes by another name, a word is misspelled, or a title alone may be that of others.
 */
export const musicbrainzAlbums: Provider<AlbumRow, AlbumQuery, AlbumFacts> = {
  name: "musicbrainz",

  async ask(context, { item, query }) {
    const mbid = item && ownMbid(context, item);
    if (mbid !== undefined) return refreshAlbum(context, mbid);
    const target = item ? ownWords(context, item) : query;
    if (!target)
      return { outcome: "absent", unasked: true, why: "neither a title nor an identifier to ask for" };
    return target.kind === "title" ? lookUpByTitle(context, target) : lookUpNamed(context, target);
  },

  address: ({ musicbrainz }) => musicbrainz.address,

  question(context, { item, query }) {
    const mbid = item && ownMbid(context, item);
    if (mbid !== undefined) return `mbid:${mbid}`;
    const target = item ? ownWords(context, item) : query;
    const first = target?.kind === "title" ? firstQuestionOf(target.readings) : "";
    return `${first}\n${questionKey(target)}`; // the resolver judges by more than is asked: the year, signs
  },
};

function ownMbid({ db }: ImportContext, album: AlbumRow): string | undefined {
  const own = listIdentifiers(db, "album", album.id).find(({ kind }) => kind === "musicbrainz_release_group");
  return own?.value;
}

/** An item without an MBID is looked for by its title and artist; a filler for an artist whom nobody knows is none. */
function ownWords({ db }: ImportContext, album: AlbumRow): AlbumQuery {
  const artist = listAlbumCredits(db, album.id)
    .map((credit) => credit.creditedAs + credit.joinPhrase)
    .join("");
  const isKnown = artist !== "" && !isFillerArtist(artist);
  const reading = { title: album.title, ...(isKnown && { artist }) };
  return {
    kind: "title",
    readings: [album.releaseYear === null ? reading : { ...reading, year: album.releaseYear }],
  };
}

async function lookUpByTitle(
  context: ImportContext,
  query: AlbumQuery & { kind: "title" },
): Promise<Answer<AlbumFacts>> {
  const chosen = findChosen(context.db, "album", albumWordsKey(query)!);
  if (chosen?.kind === "musicbrainz_release_group") {
    return lookUpAlbum(context, chosen.value, { by: "an earlier choice", mbid: chosen.value });
  }
  const { resolution, asked, odd } = await searchAlbum(context, query.readings);
  const evidence = { ...evidenceOf(resolution), asked };
  switch (resolution.outcome) {
    case "resolved":
      return withOdd(odd, await lookUpAlbum(context, resolution.best.candidate.mbid, evidence));
    case "none":
      return {
        outcome: "absent",
        why: `MusicBrainz has no album ${wordsOf(query.readings[0]!)}`,
        evidence,
        odd,
      };
    case "ambiguous":
    case "weak": {
      const candidates = resolution.ranked.map((each) => candidateOf(each.candidate.mbid, each));
      return { outcome: resolution.outcome, why: resolution.why, candidates, evidence, odd };
    }
  }
}

function wordsOf({ title, artist, year }: TitleReading): string {
  return `"${title}"${artist === undefined ? "" : ` by ${artist}`}${year === undefined ? "" : ` of ${year}`}`;
}
