import type { AlbumFacts } from "../../../facts.ts";
import { listAlbumCredits, type AlbumRow } from "../../../library/albums.ts";
import { findChoice } from "../../../library/choices.ts";
import { listIdentifiers } from "../../../library/identifiers.ts";
import { resolveAlbum, type AlbumResolution } from "../../../matching/album-resolver.ts";
import { barcodeForms, type TitleReading } from "../../../matching/recognise.ts";
import { dropEditionWords } from "../../../matching/relax.ts";
import type { ImportContext } from "../../context.ts";
import type { Answer, Provider } from "../../provider.ts";
import { candidateOf, evidenceOf } from "../candidates.ts";
import { albumQueryKey, type AlbumQuery } from "../query.ts";

/**
 * Release groups of MusicBrainz. Two requests for a title (search, look-up), one for an MBID; one more for a
 * barcode, for the MBID of a release, and for a title that nothing fitted as typed.
 */
export const musicbrainzAlbums: Provider<AlbumRow, AlbumQuery, AlbumFacts> = {
  name: "musicbrainz",

  async ask(context, { item, query }) {
    const target = item ? ownQuery(context, item) : query;
    switch (target?.kind) {
      case undefined:
        return { outcome: "absent", why: "neither a title nor an identifier to ask for" };
      case "release-group":
        return lookUp(context, target.mbid, item ? undefined : byMbid(target.mbid));
      case "release":
        return lookUpByRelease(context, target.mbid);
      case "mbid": {
        const answer = await lookUp(context, target.mbid, byMbid(target.mbid));
        return answer.outcome === "found" ? answer : lookUpByRelease(context, target.mbid);
      }
      case "barcode":
        return lookUpByBarcode(context, target.barcode);
      case "title":
        return lookUpByTitle(context, target);
    }
  },
};

/** Of an item, its own identifiers serve; one without is looked for by its title and artist. */
function ownQuery({ db }: ImportContext, album: AlbumRow): AlbumQuery {
  const own = listIdentifiers(db, "album", album.id).find(({ kind }) => kind === "musicbrainz_release_group");
  if (own) return { kind: "release-group", mbid: own.value };
  const artist = listAlbumCredits(db, album.id)
    .map((credit) => credit.creditedAs + credit.joinPhrase)
    .join("");
  const reading = { title: album.title, ...(artist && { artist }) };
  return {
    kind: "title",
    readings: [album.releaseYear === null ? reading : { ...reading, year: album.releaseYear }],
  };
}

const byMbid = (mbid: string) => ({ by: "mbid", mbid });

/** Without evidence, why it is this one was settled before. */
async function lookUp(context: ImportContext, mbid: string, evidence: unknown): Promise<Answer<AlbumFacts>> {
  const facts = await context.musicbrainz.lookUpAlbum(mbid, context.signal);
  if (!facts) return { outcome: "absent", why: `MusicBrainz has no release group ${mbid}` };
  return { outcome: "found", contributions: [facts], evidence };
}

async function lookUpByRelease(context: ImportContext, mbid: string): Promise<Answer<AlbumFacts>> {
  const album = await context.musicbrainz.findAlbumOfRelease(mbid, context.signal);
  if (!album) return { outcome: "absent", why: `MusicBrainz has no release group and no release ${mbid}` };
  return lookUp(context, album, { by: "release", mbid });
}

async function lookUpByBarcode(context: ImportContext, barcode: string): Promise<Answer<AlbumFacts>> {
  const albums = await context.musicbrainz.findAlbumsByBarcode(barcodeForms(barcode), context.signal);
  const [first] = albums;
  if (first === undefined) {
    return { outcome: "absent", why: `MusicBrainz has no release with the barcode ${barcode}` };
  }
  if (albums.length === 1) return lookUp(context, first, { by: "barcode", barcode });
  return {
    outcome: "ambiguous",
    why: `${albums.length} albums have releases with the barcode ${barcode}`,
    candidates: await describe(context, albums),
  };
}

/** A barcode that several albums share: what they are, one request each. */
async function describe(context: ImportContext, mbids: string[]) {
  const described = [];
  for (const mbid of mbids.slice(0, 5)) {
    const facts = await context.musicbrainz.lookUpAlbum(mbid, context.signal);
    if (facts) described.push(candidateOf(mbid, facts));
  }
  return described;
}

async function lookUpByTitle(
  context: ImportContext,
  query: AlbumQuery & { kind: "title" },
): Promise<Answer<AlbumFacts>> {
  const chosen = findChoice(context.db, "album", albumQueryKey(query));
  if (chosen?.kind === "musicbrainz_release_group") {
    return lookUp(context, chosen.value, { by: "an earlier choice", mbid: chosen.value });
  }
  const resolution = await resolve(context, query.readings);
  const evidence = evidenceOf(resolution);
  switch (resolution.outcome) {
    case "resolved":
      return lookUp(context, resolution.best.candidate.mbid, evidence);
    case "none":
      return { outcome: "absent", why: `MusicBrainz has no album ${wordsOf(query.readings[0]!)}`, evidence };
    case "ambiguous":
    case "weak": {
      const candidates = resolution.ranked.map((each) => candidateOf(each.candidate.mbid, each));
      return { outcome: resolution.outcome, why: resolution.why, candidates, evidence };
    }
  }
}

/** One search as typed; only when nothing fits, one that forgives typing errors and edition words. */
async function resolve(context: ImportContext, readings: TitleReading[]): Promise<AlbumResolution> {
  const exact = await context.musicbrainz.searchAlbums(readings, "exact", context.signal);
  const resolution = resolveAlbum({ readings }, exact);
  if (resolution.outcome !== "none") return resolution;
  const relaxed = readings.map((reading) => ({
    ...reading,
    title: dropEditionWords(reading.title) ?? reading.title,
  }));
  const more = await context.musicbrainz.searchAlbums(relaxed, "relaxed", context.signal);
  return resolveAlbum({ readings }, [...exact, ...more]);
}

function wordsOf({ title, artist, year }: TitleReading): string {
  return `"${title}"${artist === undefined ? "" : ` by ${artist}`}${year === undefined ? "" : ` of ${year}`}`;
}
