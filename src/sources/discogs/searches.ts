import type { TitleReading } from "../../matching/readings.ts";
import { barcodeForms } from "../../matching/barcode.ts";
import { dropEditionWords } from "../../matching/relax.ts";
import type { Ref } from "../../refs.ts";
import type { AlbumPage, AlbumQuestion, AlbumsNamed, ArtistPage } from "../album-source.ts";
import type { OddPart } from "../lenient.ts";
import { albumCandidateOf, albumIdOf } from "./candidates.ts";
import type { GetDiscogs } from "./client.ts";
import { searchDocument, type HitDocument } from "./documents.ts";
import { printedName } from "./names.ts";
import { SlowQueryError } from "./verdict.ts";

interface Found {
  hits: HitDocument[];
  items: number;
  odd: OddPart[];
}

type Query = Record<string, string>;

/** What is asked for one reading: the sharpest first, then without what is known to lose the right hit. */
export function queriesOf(reading: TitleReading, how: AlbumQuestion["how"]): Query[] {
  const title = cleaned(dropEditionWords(reading.title) ?? reading.title);
  const artist = cleaned(reading.artist ?? "");
  const named = { release_title: title, ...(artist !== "" && { artist }) };
  const words = { q: [artist, title].filter(Boolean).join(" ") };
  const all =
    how === "complete"
      ? [{ type: "master", release_title: title }]
      : how === "ranked"
        ? // The artist's filter finds nobody whose name is not Latin: then the title alone.
          [
            { type: "master", ...named },
            { type: "master", release_title: title },
            { type: "release", ...named },
          ]
        : [
            { type: "master", ...words },
            { type: "release", ...words },
          ];
  const asked = all.filter(({ type: _, ...said }) => Object.values(said).some((each) => each !== ""));
  return asked.filter(
    (query, at) => asked.findIndex((other) => JSON.stringify(other) === JSON.stringify(query)) === at,
  );
}

/** Signs (`!`, `-`, `/`) and words like "CD1" lose the right hit there. */
const cleaned = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\b(?:cd|disc|disk)\s*\d+\b/gi, " ")
    .replace(/[^\p{L}\p{N}\p{M}'’.]+/gu, " ")
    .trim();

export function createSearches(get: GetDiscogs) {
  async function search(query: Query, signal: AbortSignal | undefined, page = 1): Promise<Found> {
    const paged = { ...query, per_page: 50, page };
    const found = await get({ path: "database/search", query: paged, schema: searchDocument, signal });
    if (!found) return { hits: [], items: 0, odd: [] };
    const { results, pagination } = found.document;
    const wanted = query["type"];
    // An unknown type is ignored there, and everything comes back.
    const hits = results.filter(({ type }) => wanted === undefined || type === wanted);
    return { hits, items: pagination.items, odd: found.odd };
  }

  /** A search that took too long is asked once more without the artist. */
  async function searchOrShorter(
    query: Query,
    signal: AbortSignal | undefined,
    page?: number,
  ): Promise<Found> {
    try {
      return await search(query, signal, page);
    } catch (error) {
      const { artist, ...shorter } = query;
      if (!(error instanceof SlowQueryError) || artist === undefined) throw error;
      return search(shorter, signal, page);
    }
  }

  return {
    /** All that one kind of question asks: as soon as something comes, a blunter one is not asked. */
    async searchAlbums(
      { readings, how }: AlbumQuestion,
      signal?: AbortSignal,
      offset = 0,
    ): Promise<AlbumPage> {
      const albums = new Map<string, ReturnType<typeof albumCandidateOf>>();
      const asked: string[] = [];
      const odd: OddPart[] = [];
      let [total, received] = [0, 0];
      for (const reading of how === "complete" ? readings.slice(0, 1) : readings.slice(0, mostReadings)) {
        for (const query of queriesOf(reading, how)) {
          const found = await searchOrShorter(query, signal, Math.floor(offset / pageSize) + 1);
          asked.push(new URLSearchParams(query).toString());
          odd.push(...found.odd);
          for (const hit of found.hits) {
            const candidate = albumCandidateOf(hit, readings);
            if (!albums.has(candidate.mbid)) albums.set(candidate.mbid, candidate);
          }
          total += found.items;
          received += Math.min(found.items, pageSize);
          if (found.hits.length > 0 && how !== "forgiving") break;
        }
      }
      return { albums: [...albums.values()], total, received, query: asked.join(" · "), odd };
    },

    async searchArtists(name: string | string[], signal?: AbortSignal): Promise<ArtistPage> {
      const artists: ArtistPage["artists"] = [];
      const odd: OddPart[] = [];
      let [total, received] = [0, 0];
      for (const each of [name].flat().slice(0, mostReadings)) {
        const q = cleaned(each);
        if (q === "") continue;
        const found = await search({ type: "artist", q }, signal);
        odd.push(...found.odd);
        total += found.items;
        received += Math.min(found.items, pageSize);
        for (const { id, title } of found.hits)
          artists.push({ mbid: String(id), name: printedName(title), aliases: [] });
      }
      return { artists, total, received, odd };
    },

    /** The filter is erratic: what it brings is believed only if the hit bears that barcode, and the digits are asked for as words, too. */
    async albumsOfBarcode(barcode: string, signal?: AbortSignal): Promise<AlbumsNamed> {
      const forms = new Set(barcodeForms(barcode).map(withoutZeros));
      const bears = ({ barcode: printed }: HitDocument): boolean =>
        (printed ?? []).some((each) => forms.has(withoutZeros(each.replace(/\D/g, ""))));
      const asked: Query[] = [{ barcode }, { q: barcode }];
      for (const query of asked) {
        const { hits, odd } = await search({ type: "release", ...query }, signal);
        const albums = [...new Set(hits.filter(bears).map(albumIdOf))].map(albumRef);
        if (albums.length > 0) return { albums, odd };
      }
      return { albums: [], odd: [] };
    },
  };
}

const pageSize = 50;
/** Each reading costs up to three requests, 1.2 s apart. */
const mostReadings = 2;

const withoutZeros = (digits: string): string => digits.replace(/^0+/, "");

/** `master:10362` as a ref. */
export function albumRef(candidateId: string): Ref {
  const [entity = "", id = ""] = candidateId.split(":");
  return { source: "discogs", entity, id };
}
