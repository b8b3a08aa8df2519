import * as z from "zod";
import { listOf, maybe } from "../lenient.ts";

/**
 * The shapes of WS/2 documents, as strict as we need and no stricter: search documents leave keys out where
 * look-ups say null, and old servers know fewer keys. Required is only what a document is nothing without.
 */

const text = maybe(z.string());
const name = z.string().refine((words) => words.trim() !== "", "is empty");
const mbid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "not an MBID");
const count = z.number().int().nonnegative();

const aliases = maybe(listOf("alias", z.object({ name })));
const genres = maybe(listOf("genre", z.object({ name, count: maybe(z.number()) })));
const area = maybe(z.object({ name: text }));

export const relation = z.object({
  type: z.string(),
  ended: maybe(z.boolean()),
  url: z.object({ resource: z.string() }).nullish(),
});
const relations = maybe(listOf("relation", relation));

const linked = z.object({ id: mbid }).nullish();
export const urlDocument = z.object({
  id: text,
  resource: z.string(),
  /** The target stands under the name of its kind, which has been written both ways. */
  relations: listOf(
    "relation",
    z.object({ artist: linked, release: linked, release_group: linked, "release-group": linked }),
  ),
});

const artistFields = {
  id: mbid,
  name,
  "sort-name": text,
  disambiguation: text,
  type: text,
  country: text,
};

export const creditDocument = z.object({
  name: text,
  joinphrase: text,
  artist: z.object({ ...artistFields, aliases }),
});
/** Read whole or not at all: one name less is another artist. */
const artistCredit = maybe(z.array(creditDocument));

export const artistDocument = z.object({
  ...artistFields,
  name: text,
  "life-span": maybe(z.object({ begin: text, end: text })),
  area,
  "begin-area": area,
  /** The same, as older servers spell it. */
  begin_area: area,
  aliases,
  genres,
  relations,
  score: maybe(z.number()),
});

export const releaseGroupDocument = z.object({
  id: mbid,
  title: text,
  disambiguation: text,
  "first-release-date": text,
  "primary-type": text,
  "secondary-types": maybe(listOf("secondary type", z.string())),
  "artist-credit": artistCredit,
  aliases,
  genres,
  relations,
  score: maybe(z.number()),
  /** Search only: how many releases it has. */
  count: maybe(count),
  /** Search only: all of them, with the little that is said there. */
  releases: maybe(z.array(z.object({ title: text }))),
});

const recording = z.object({
  id: mbid,
  title: name,
  length: maybe(z.number()),
  video: maybe(z.boolean()),
  disambiguation: text,
  isrcs: maybe(listOf("ISRC", z.string())),
  "artist-credit": artistCredit,
});

export const trackDocument = z.object({
  id: maybe(mbid),
  number: maybe(z.union([z.string(), z.number()])),
  position: maybe(count),
  title: name,
  length: maybe(z.number()),
  "artist-credit": artistCredit,
  recording,
});

export const mediumDocument = z.object({
  position: maybe(count),
  title: text,
  format: text,
  "track-count": maybe(count),
  tracks: maybe(listOf("track", trackDocument)),
  pregap: maybe(trackDocument),
  "data-tracks": maybe(listOf("data track", trackDocument)),
});

const labelInfo = z.object({
  "catalog-number": text,
  label: maybe(z.object({ id: maybe(mbid), name: text })),
});

export const releaseDocument = z.object({
  id: mbid,
  title: name,
  disambiguation: text,
  status: text,
  packaging: text,
  date: text,
  country: text,
  barcode: text,
  asin: text,
  "text-representation": maybe(z.object({ language: text, script: text })),
  "cover-art-archive": maybe(z.object({ front: maybe(z.boolean()), darkened: maybe(z.boolean()) })),
  "label-info": maybe(listOf("label", labelInfo)),
  "artist-credit": artistCredit,
  "release-group": maybe(z.object({ id: mbid })),
  media: maybe(listOf("medium", mediumDocument)),
  relations,
});

/** Of a search, which always says by whom; a hit without a title or an artist is nothing to choose. */
export const releaseGroupHit = releaseGroupDocument.extend({
  title: name,
  "artist-credit": z.array(creditDocument).min(1),
});
export const releaseGroupSearch = z.object({
  count,
  "release-groups": listOf("release group", releaseGroupHit),
});
const artistHit = artistDocument.extend({ name });
export const artistSearch = z.object({ count, artists: listOf("artist", artistHit) });
/** A release that is asked for its album only. */
export const releaseOfAlbum = z.object({ id: mbid, "release-group": z.object({ id: mbid }) });
/** Of whatever may be merged: under which id it answers, and of a release its album. */
export const whereabouts = z.object({ id: mbid, "release-group": maybe(z.object({ id: mbid })) });
export const releaseSearch = z.object({ count, releases: listOf("release", releaseOfAlbum) });
/** A release that is asked for by its catalogue number: with what tells whether its album is the one. */
export const releaseHit = z.object({
  id: mbid,
  title: name,
  "artist-credit": z.array(creditDocument).min(1),
  "label-info": maybe(listOf("label", labelInfo)),
  "release-group": z.object({
    id: mbid,
    title: text,
    "primary-type": text,
    "secondary-types": maybe(listOf("secondary type", z.string())),
  }),
});
export const releaseHitSearch = z.object({ count, releases: listOf("release", releaseHit) });
export const releasePage = z.object({
  "release-count": count,
  releases: listOf("release", releaseDocument),
});

export const collectionDocument = z.object({
  id: mbid,
  name,
  /** `release`, `release_group`, `artist` … */
  "entity-type": name,
});

export const releaseGroupPage = z.object({
  "release-group-count": count,
  "release-groups": listOf("release group", releaseGroupDocument.extend({ title: name })),
});

export type UrlDocument = z.infer<typeof urlDocument>;
export type ArtistHit = z.infer<typeof artistHit>;
export type ArtistDocument = z.infer<typeof artistDocument>;
export type CreditDocument = z.infer<typeof creditDocument>;
export type ReleaseGroupHit = z.infer<typeof releaseGroupHit>;
export type ReleaseHit = z.infer<typeof releaseHit>;
export type ReleaseGroupDocument = z.infer<typeof releaseGroupDocument>;
export type ReleaseDocument = z.infer<typeof releaseDocument>;
export type MediumDocument = z.infer<typeof mediumDocument>;
export type TrackDocument = z.infer<typeof trackDocument>;
export type RelationDocument = z.infer<typeof relation>;
