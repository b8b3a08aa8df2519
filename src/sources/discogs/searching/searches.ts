import { barcodeForms } from "../../../matching/typed/barcode.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { bearsCatalogueNumber, foldCatalogueNumber } from "../../../matching/typed/catalogue-number.ts";
import type { TitleReading } from "../../../matching/typed/readings.ts";
import { albumsOfReleases } from "../../albums/editions-of-one.ts";
import type {
  AlbumPage,
  AlbumQuestion,
  AlbumsBearing,
  AlbumsNamed,
  ArtistPage,
} from "../../albums/source.ts";
import type { OddPart } from "../../lenient.ts";
import { candidateOfHit, albumIdOf } from "./candidates.ts";
import type { GetDiscogs } from "../client.ts";
import { discogsSearchDocument, type HitDocument } from "../documents.ts";
import { albumRef } from "../identity.ts";
import { printedName } from "../facts/names.ts";
import { cleaned, discogsQueries, type DiscogsQuery } from "./queries.ts";
import { SlowQueryError } from "../verdict.ts";

interface Found {
  hits: HitDocument[];
  items: number;
  odd: OddPart[];
}

/** One request; a search that took too long is asked once more without the artist. */
async function search(
  get: GetDiscogs,
  query: DiscogsQuery,
  signal: AbortSignal | undefined,
  page = 1,
): Promise<Found> {
  try {
    return await searchOnce(get, query, signal, page);
  } catch (error) {
    const { artist, ...shorter } = query;
    if (!(error instanceof SlowQueryError) || artist === undefined) throw error;
    return searchOnce(get, shorter, signal, page);
  }
}

async function searchOnce(
  get: GetDiscogs,
  query: DiscogsQuery,
  signal: AbortSignal | undefined,
  page: number,
): Promise<Found> {
  const paged = { ...query, per_page: pageSize, page };
  const found = await get({ path: "database/search", query: paged, schema: discogsSearchDocument, signal });
  if (!found) return { hits: [], items: 0, odd: [] };
  const { results, pagination } = found.document;
  const wanted = query["type"];
  // An unknown type is ignored there, and everything comes back.
  const hits = results.filter(({ type }) => wanted === undefined || type === wanted);
  return { hits, items: pagination.items, odd: found.odd };
}

/** All that one kind of question asks: as soon as something comes, a blunter one is not asked. */
export async function searchAlbums(
  get: GetDiscogs,
  { readings, how }: AlbumQuestion,
  signal?: AbortSignal,
  offset = 0,
): Promise<AlbumPage> {
  const albums = new Map<string, AlbumCandidate>();
  const asked: string[] = [];
  const odd: OddPart[] = [];
  let [total, received] = [0, 0];
  for (const reading of how === "complete" ? readings.slice(0, 1) : readings.slice(0, mostReadings)) {
    for (const query of discogsQueries(reading, how)) {
      const page = Math.floor(offset / pageSize) + 1;
      const found = await search(get, query, signal, page);
      asked.push(new URLSearchParams(query).toString());
      odd.push(...found.odd);
      for (const hit of found.hits) {
        const candidate = candidateOfHit(hit, readings);
        if (!albums.has(candidate.mbid)) albums.set(candidate.mbid, candidate);
      }
      total += found.items;
      received += Math.min(found.items, page * pageSize);
      if (found.hits.length > 0 && how !== "forgiving") break;
    }
  }
  return { albums: [...albums.values()], total, received, query: asked.join(" · "), odd };
}

export async function searchArtists(
  get: GetDiscogs,
  name: string | string[],
  signal?: AbortSignal,
  offset = 0,
): Promise<ArtistPage> {
  const artists: ArtistPage["artists"] = [];
  const odd: OddPart[] = [];
  let [total, received] = [0, 0];
  for (const each of [name].flat().slice(0, mostReadings)) {
    const q = cleaned(each);
    if (q === "") continue;
    const page = Math.floor(offset / pageSize) + 1;
    const found = await search(get, { type: "artist", q }, signal, page);
    odd.push(...found.odd);
    total += found.items;
    received += Math.min(Math.max(found.items - offset, 0), pageSize);
    for (const { id, title } of found.hits)
      artists.push({ mbid: String(id), name: printedName(title), aliases: [] });
  }
  return { artists, total, received, odd };
}

/**
 * The filter is erratic: what it brings is believed only if the hit bears that barcode, and the digits are asked for as words, too.
 */
export async function albumsOfBarcode(
  get: GetDiscogs,
  barcode: string,
  signal?: AbortSignal,
): Promise<AlbumsNamed> {
  const forms = new Set(barcodeForms(barcode).map(withoutZeros));
  const bears = ({ barcode: printed }: HitDocument): boolean =>
    (printed ?? []).some((each) => forms.has(withoutZeros(each.replace(/\D/g, ""))));
  const asked: DiscogsQuery[] = [{ barcode }, { q: barcode }];
  for (const query of asked) {
    const { hits, odd } = await search(get, { type: "release", ...query }, signal);
    const named = albumsOf(hits.filter(bears), odd);
    if (named.albums.length > 0) return named;
  }
  return { albums: [], releases: [], odd: [] };
}

/**
 * One request for most numbers. As others found, they are to be sent without spaces; whether a hyphen matters is not known, so that a number
 * with one is asked without it, too. A hit is believed only if it bears the number.
 */
export async function albumsOfCatalogueNumbers(
  get: GetDiscogs,
  numbers: string[],
  readings: TitleReading[],
  signal?: AbortSignal,
): Promise<AlbumsBearing> {
  const bearing: AlbumCandidate[] = [];
  const odd: OddPart[] = [];
  let isCut = false;
  for (const number of numbers.slice(0, mostNumbers)) {
    const folded = new Set([foldCatalogueNumber(number)]);
    for (const catno of catnoForms(number)) {
      const found = await search(get, { type: "release", catno }, signal);
      const hits = found.hits.filter((hit) => bearsCatalogueNumber(hit.catno ?? "", folded));
      odd.push(...found.odd);
      bearing.push(...hits.map((hit) => candidateOfHit(hit, readings)));
      isCut ||= found.items > pageSize;
      if (hits.length > 0) break;
    }
  }
  return { albums: albumsOfReleases(bearing), isCut, odd };
}

const catnoForms = (number: string): string[] => {
  const bare = number.replace(/\s+/g, "");
  return [...new Set([bare, bare.replace(/[^\p{L}\p{N}]/gu, "")])];
};

/** The albums that releases belong to. */
const albumsOf = (hits: HitDocument[], odd: OddPart[]): AlbumsNamed => ({
  albums: [...new Set(hits.map(albumIdOf))].map(albumRef),
  releases: hits.map(({ id }) => albumRef(`release:${id}`)),
  odd,
});

const pageSize = 50;
/** Each reading costs up to three requests, 1.2 s apart. */
const mostReadings = 2;
/** So does each catalogue number: one or two. */
const mostNumbers = 4;

const withoutZeros = (digits: string): string => digits.replace(/^0+/, "");
