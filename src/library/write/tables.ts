import {
  categories,
  choices,
  externalLinks,
  identifiers,
  itemCategories,
  itemRedirects,
  keptApart,
  lyrics,
  notWanted,
  providerRuns,
  sourceFacts,
} from "../../db/schema/facts.ts";
import { files } from "../../db/schema/files.ts";
import { listRows, reviewQuestions } from "../../db/schema/lists.ts";
import {
  albumArtists,
  albumCovers,
  albums,
  artistAliases,
  artists,
  artworks,
} from "../../db/schema/music.ts";
import { media, releases, releaseTracks, tracks } from "../../db/schema/releases.ts";
import { aiAnswers, products, refusals, shopAnswers } from "../../db/schema/shops.ts";
import { withReferences } from "./references.ts";
import { writerOf } from "./table.ts";

const {
  listRows: rowsOfLists,
  reviewQuestions: questions,
  ...music
} = withReferences({
  artists: writerOf(artists),
  artistAliases: writerOf(artistAliases),
  albums: writerOf(albums),
  albumArtists: writerOf(albumArtists),
  albumCovers: writerOf(albumCovers),
  releases: writerOf(releases),
  media: writerOf(media),
  tracks: writerOf(tracks),
  releaseTracks: writerOf(releaseTracks),
  artworks: writerOf(artworks),
  identifiers: writerOf(identifiers),
  categories: writerOf(categories),
  itemCategories: writerOf(itemCategories),
  externalLinks: writerOf(externalLinks),
  lyrics: writerOf(lyrics),
  products: writerOf(products),
  files: writerOf(files),
  choices: writerOf(choices),
  notWanted: writerOf(notWanted),
  itemRedirects: writerOf(itemRedirects),
  keptApart: writerOf(keptApart),
  providerRuns: writerOf(providerRuns),
  sourceFacts: writerOf(sourceFacts),
  refusals: writerOf(refusals),
  aiAnswers: writerOf(aiAnswers),
  shopAnswers: writerOf(shopAnswers),
  listRows: writerOf(listRows),
  reviewQuestions: writerOf(reviewQuestions),
});

/** Every table of the music, and of what is remembered about it. Whoever writes one writes it through here. */
export const write = music;

/**
 * Beside the music: rows of lists, and questions. A run of a list and a person's decision write them by statements of their own; what takes
 * an item or a decision away from them writes here, so that it can be taken back.
 */
export const writeBeside = { listRows: rowsOfLists, reviewQuestions: questions };
