import { z } from "zod";

/**
 * The shapes of WS/2 documents, as strict as we need and no stricter: search documents leave keys out where
 * look-ups say null, and old servers know fewer keys.
 */

const text = z.string().nullish();
const mbid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "not an MBID");
const count = z.number().int().nonnegative();

const alias = z.object({ name: z.string(), locale: text, primary: z.boolean().nullish() });
const genre = z.object({ name: z.string(), count: z.number().nullish() });
const area = z.object({ name: text }).nullish();

export const relation = z.object({
  type: z.string(),
  ended: z.boolean().nullish(),
  url: z.object({ id: text, resource: z.string() }).nullish(),
});

const linked = z.object({ id: mbid }).nullish();
export const urlDocument = z.object({
  id: text,
  resource: z.string(),
  /** The target stands under the name of its kind, which has been written both ways. */
  relations: z
    .array(z.object({ artist: linked, release: linked, release_group: linked, "release-group": linked }))
    .nullish(),
});

const artistFields = {
  id: mbid,
  name: z.string(),
  "sort-name": text,
  disambiguation: text,
  type: text,
  country: text,
};

export const creditDocument = z.object({
  name: text,
  joinphrase: text,
  artist: z.object({ ...artistFields, aliases: z.array(alias).nullish() }),
});
const artistCredit = z.array(creditDocument).nullish();

export const artistDocument = z.object({
  ...artistFields,
  "life-span": z.object({ begin: text, end: text }).nullish(),
  area,
  "begin-area": area,
  /** The same, as older servers spell it. */
  begin_area: area,
  aliases: z.array(alias).nullish(),
  genres: z.array(genre).nullish(),
  relations: z.array(relation).nullish(),
  score: z.number().nullish(),
});

export const releaseGroupDocument = z.object({
  id: mbid,
  title: z.string(),
  disambiguation: text,
  "first-release-date": text,
  "primary-type": text,
  "secondary-types": z.array(z.string()).nullish(),
  "artist-credit": artistCredit,
  aliases: z.array(alias).nullish(),
  genres: z.array(genre).nullish(),
  relations: z.array(relation).nullish(),
  score: z.number().nullish(),
  /** Search only: how many releases it has. */
  count: count.nullish(),
  /** Search only: all of them, with the little that is said there. */
  releases: z.array(z.object({ title: text })).nullish(),
});

const recording = z.object({
  id: mbid,
  title: z.string(),
  length: z.number().nullish(),
  video: z.boolean().nullish(),
  disambiguation: text,
  isrcs: z.array(z.string()).nullish(),
  "artist-credit": artistCredit,
});

export const trackDocument = z.object({
  id: mbid.nullish(),
  number: z.union([z.string(), z.number()]).nullish(),
  position: count.nullish(),
  title: z.string(),
  length: z.number().nullish(),
  "artist-credit": artistCredit,
  recording,
});

export const mediumDocument = z.object({
  position: count.nullish(),
  title: text,
  format: text,
  "track-count": count.nullish(),
  tracks: z.array(trackDocument).nullish(),
  pregap: trackDocument.nullish(),
  "data-tracks": z.array(trackDocument).nullish(),
});

const labelInfo = z.object({
  "catalog-number": text,
  label: z.object({ id: mbid.nullish(), name: text }).nullish(),
});

export const releaseDocument = z.object({
  id: mbid,
  title: z.string(),
  disambiguation: text,
  status: text,
  packaging: text,
  date: text,
  country: text,
  barcode: text,
  asin: text,
  "text-representation": z.object({ language: text, script: text }).nullish(),
  "cover-art-archive": z.object({ front: z.boolean().nullish(), darkened: z.boolean().nullish() }).nullish(),
  "label-info": z.array(labelInfo).nullish(),
  "artist-credit": artistCredit,
  "release-group": z.object({ id: mbid }).nullish(),
  media: z.array(mediumDocument).nullish(),
  relations: z.array(relation).nullish(),
});

export const releaseGroupSearch = z.object({ count, "release-groups": z.array(releaseGroupDocument) });
export const artistSearch = z.object({ count, artists: z.array(artistDocument) });
export const releaseSearch = z.object({ count, releases: z.array(releaseDocument) });
export const releasePage = z.object({ "release-count": count, releases: z.array(releaseDocument) });

export type UrlDocument = z.infer<typeof urlDocument>;
export type ArtistDocument = z.infer<typeof artistDocument>;
export type CreditDocument = z.infer<typeof creditDocument>;
export type ReleaseGroupDocument = z.infer<typeof releaseGroupDocument>;
export type ReleaseDocument = z.infer<typeof releaseDocument>;
export type MediumDocument = z.infer<typeof mediumDocument>;
export type TrackDocument = z.infer<typeof trackDocument>;
export type RelationDocument = z.infer<typeof relation>;
