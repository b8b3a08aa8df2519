import type { AlbumToCover } from "../../library/enrichment/artworks.ts";
import type { GetLinkedImage } from "../../sources/linked-image.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { acceptHit, type NamedHit } from "./accept-hit.ts";
import { matched, type MatchedBy } from "./matched.ts";
import { createAnswerMemory, type AskOnce } from "./remember-answers.ts";

/** A shop that knows albums by barcode, and finds something for any words. */
export interface CoverShop {
  albumOfBarcode(barcode: string, signal?: AbortSignal): Promise<NamedHit | undefined>;
  searchAlbums(words: string, signal?: AbortSignal): Promise<NamedHit[]>;
  getImage: GetLinkedImage;
}

/** What a catalogue is asked, in this order, until there is a cover. */
export interface Questions {
  /** The forms of one barcode under which the catalogue may have the album. */
  barcodeForms(barcode: string): string[];
  searches(artist: string, title: string): string[];
}

/** An album has up to hundreds of editions, and their covers are mostly one. */
const mostBarcodes = 3;

/**
 * By barcode, which says what it is; then by name, where a hit must prove itself. Tried again after a failure, it asks
 * only what was not answered yet.
 */
export function catalogueCovers(name: string, catalogue: CoverShop, questions: Questions): CoverSource {
  const resume = createAnswerMemory();
  return {
    name,
    mayAsk: (album) => album.barcodes.length > 0 || namesOf(album) !== undefined,
    findCover: (album, signal) =>
      resume(album.id, async (askOnce) => {
        const search = { catalogue: answeringOnce(catalogue, askOnce, signal), questions, album };
        const byBarcode = await findByBarcode(search);
        if (byBarcode) return getCover(catalogue, byBarcode, "identifier", signal);
        const byName = await findByName(search);
        return byName && getCover(catalogue, byName, "name", signal);
      }),
  };
}

interface Search {
  catalogue: Pick<CoverShop, "albumOfBarcode" | "searchAlbums">;
  questions: Questions;
  album: AlbumToCover;
}

function answeringOnce(catalogue: CoverShop, askOnce: AskOnce, signal: AbortSignal): Search["catalogue"] {
  return {
    albumOfBarcode: (barcode) =>
      askOnce(`barcode ${barcode}`, () => catalogue.albumOfBarcode(barcode, signal)),
    searchAlbums: (words) => askOnce(`words ${words}`, () => catalogue.searchAlbums(words, signal)),
  };
}

async function findByBarcode({ catalogue, questions, album }: Search): Promise<NamedHit | undefined> {
  for (const barcode of album.barcodes.slice(0, mostBarcodes).flatMap(questions.barcodeForms)) {
    const found = await catalogue.albumOfBarcode(barcode);
    if (found?.coverUrl !== undefined) return found;
  }
  return undefined;
}

/** Artist and title as they may be asked for; undefined where one of them says nothing. */
function namesOf(
  album: Pick<AlbumToCover, "artist" | "title">,
): { artist: string; title: string } | undefined {
  const [artist, title] = [album.artist, album.title].map((text) => text.replaceAll('"', " ").trim());
  return artist && title ? { artist, title } : undefined;
}

async function findByName({ catalogue, questions, album }: Search): Promise<NamedHit | undefined> {
  const names = namesOf(album);
  if (!names) return undefined;
  for (const words of questions.searches(names.artist, names.title)) {
    const accepted = acceptHit(album, await catalogue.searchAlbums(words));
    if (accepted) return accepted;
  }
  return undefined;
}

async function getCover(
  { getImage }: CoverShop,
  { coverUrl }: NamedHit,
  matchedBy: MatchedBy,
  signal: AbortSignal,
) {
  return matched(coverUrl === undefined ? undefined : await getImage(coverUrl, signal), matchedBy);
}
