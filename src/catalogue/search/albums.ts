import { foldTitle } from "../../matching/text/fold.ts";
import { dropEditionWords } from "../../matching/titles/relax.ts";
import { isSelfTitled } from "../../matching/titles/self-titled.ts";
import type { TitleReading } from "../../matching/typed/readings.ts";
import type { AlbumQuestion } from "../../sources/albums/source.ts";
import { titleKeys } from "../keys.ts";
import type { CatalogueDb } from "../open.ts";
import type { CatalogueReader } from "../reader.ts";
import type { Names } from "./names.ts";
import type { Words } from "./similar.ts";
import type { Titles } from "./titles.ts";

/** Numbers of albums that may be meant, those that share most first. */
export interface FoundAlbums {
  ids: number[];
  /** There are more of this title than these. */
  isCut: boolean;
  /** All of them have this very title and are by this very artist. */
  areEquals?: true;
}

/** All that share a whole title: beyond this nothing can be told apart by it. */
const mostOfTitle = 2_000;
/** Of those that share only words. */
const mostOfWords = 100;

/** A longer title is not taken apart at each of its words. */
const mostTakenApart = 12;

interface Tools {
  db: CatalogueDb;
  reader: CatalogueReader;
  names: Names;
  titles: Titles;
  words: Words;
}

/**
 * Candidate generation: keys first, then the artist's discography, words, and similar words last; deciding stays with the
 * resolver. With an artist that was given, all albums of that title by that artist are an answer, and end it.
 */
export function createAlbumSearch({ db, reader, names, titles, words }: Tools) {
  const byWords = db
    .prepare<[string, number], number>("SELECT rowid FROM group_words WHERE group_words MATCH ? LIMIT ?")
    .pluck();
  const holding = (question: string | undefined, most: number): number[] =>
    question === undefined ? [] : byWords.all(question, most);

  const artistsOf = ({ artist }: TitleReading, mbids: string[] = []): number[] => [
    ...(artist === undefined ? [] : names.called(artist)),
    ...mbids.flatMap((mbid) => reader.artistId(mbid) ?? []),
  ];
  const foldsOf = (readings: TitleReading[]): string[][] =>
    readings.map(({ title }) => [foldTitle(dropEditionWords(title) ?? title)]);

  function ranked({ readings, artistMbids }: AlbumQuestion): FoundAlbums {
    const byArtist = readings.flatMap((reading) =>
      titles.by(keysOf(reading), artistsOf(reading, artistMbids)),
    );
    if (byArtist.length > 0 && readings[0]?.artist !== undefined)
      return { ids: byArtist, isCut: false, areEquals: true };
    const ofTitle = readings.flatMap((reading) => titles.of(keysOf(reading), mostOfTitle));
    const near = readings.flatMap((reading) =>
      titles.alike(artistsOf(reading, artistMbids), [reading.title]),
    );
    const behindName = ofTitle.length > 0 ? [] : readings.flatMap(besideName);
    const exact = [...byArtist, ...ofTitle, ...behindName];
    const ofWords =
      exact.length > 0
        ? []
        : foldsOf(readings).flatMap((folds) => holding(words.exactly(folds), mostOfWords));
    return { ids: [...exact, ...near, ...ofWords], isCut: ofTitle.length >= mostOfTitle };
  }

  /** "Radiohead, Kid A", "Kid A Radiohead": the artist's name stands before the title, or behind it. */
  function besideName({ title, artist }: TitleReading): number[] {
    const words = title.split(/\s+/).slice(0, mostTakenApart);
    if (artist !== undefined) return [];
    return words.slice(1).flatMap((_, at) => {
      const sides = [words.slice(0, at + 1), words.slice(at + 1)].map((side) => side.join(" "));
      const [before, behind] = sides as [string, string];
      return [
        ...titles.by(titleKeys(behind), names.called(before)),
        ...titles.by(titleKeys(before), names.called(behind)),
      ];
    });
  }

  function forgiving({ readings, artistMbids = [] }: AlbumQuestion): FoundAlbums {
    const artists = artistMbids.flatMap((mbid) => reader.artistId(mbid) ?? []);
    const near = titles.alike(artists, readings.map(({ title }) => title)); // prettier-ignore
    const ofWords = foldsOf(readings).flatMap((folds) => holding(words.nearly(folds), mostOfWords));
    return { ids: [...near, ...ofWords], isCut: false };
  }

  /** Every album that has the title, or all its words. */
  function complete({ readings }: AlbumQuestion): FoundAlbums {
    const [reading] = readings;
    if (!reading) return { ids: [], isCut: false };
    const ofTitle = titles.of(keysOf(reading), mostOfTitle);
    const ofWords = foldsOf([reading]).flatMap((folds) => holding(words.exactly(folds), mostOfTitle));
    return { ids: [...ofTitle, ...ofWords], isCut: Math.max(ofTitle.length, ofWords.length) >= mostOfTitle };
  }

  const by = { ranked, forgiving, complete };
  return (question: AlbumQuestion): FoundAlbums => withoutDoubles(by[question.how](question));
}

const withoutDoubles = (found: FoundAlbums): FoundAlbums => ({ ...found, ids: [...new Set(found.ids)] });

/** A self-titled album is called as its artist. */
function keysOf({ title, artist }: TitleReading): number[] {
  const own = [...titleKeys(title)];
  return isSelfTitled(title) && artist !== undefined ? [...own, ...titleKeys(artist)] : own;
}
