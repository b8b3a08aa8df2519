import * as z from "zod";
import { listOf, maybe } from "../lenient.ts";

/** The shapes of Discogs' API v2. Every key but the id and the title may be missing, and every list may be null. */

const text = maybe(z.string());
const id = z.number().int().nonnegative();
/** Numbers come as text in some documents, and as numbers in others. */
const number = maybe(z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]));
const texts = maybe(listOf("text", z.string()));

export const discogsCreditDocument = z.object({
  id: maybe(id),
  name: z.string().refine((name) => name.trim() !== "", "is empty"),
  anv: text,
  join: text,
});
/** Read whole or not at all: one name less is another artist. */
const artists = maybe(z.array(discogsCreditDocument));

const subTrack = z.object({
  type_: text,
  position: text,
  title: text,
  duration: text,
  artists,
});
export const rowDocument = subTrack.extend({ sub_tracks: maybe(listOf("track", subTrack)) });

const genres = { genres: texts, styles: texts };

export const masterDocument = z.object({
  id,
  title: text,
  year: number,
  artists,
  ...genres,
  main_release: maybe(id),
});

const formatDocument = z.object({ name: text, qty: number, descriptions: texts, text: text });

export const discogsReleaseDocument = z.object({
  id,
  title: text,
  status: text,
  master_id: maybe(id),
  artists,
  year: number,
  released: text,
  country: text,
  ...genres,
  labels: maybe(listOf("label", z.object({ name: text, catno: text }))),
  formats: maybe(listOf("format", formatDocument)),
  identifiers: maybe(listOf("identifier", z.object({ type: text, value: text }))),
  tracklist: maybe(listOf("track", rowDocument)),
});

const hit = z.object({
  id,
  type: z.string(),
  title: z.string().refine((title) => title.trim() !== "", "is empty"),
  master_id: maybe(id),
  year: maybe(z.union([z.string(), z.number()])),
  format: texts,
  barcode: texts,
  catno: text,
});
export const discogsSearchDocument = z.object({
  pagination: z.object({ page: maybe(z.number()), pages: z.number(), items: z.number() }),
  results: listOf("hit", hit),
});

export const versionsDocument = z.object({
  versions: listOf("version", z.object({ id, released: text, status: text, format: text })),
});

export const discogsArtistDocument = z.object({
  id,
  name: text,
  namevariations: texts,
  urls: texts,
});

export type DiscogsCreditDocument = z.infer<typeof discogsCreditDocument>;
export type RowDocument = z.infer<typeof rowDocument>;
export type MasterDocument = z.infer<typeof masterDocument>;
export type DiscogsReleaseDocument = z.infer<typeof discogsReleaseDocument>;
export type FormatDocument = z.infer<typeof formatDocument>;
export type HitDocument = z.infer<typeof hit>;
export type DiscogsArtistDocument = z.infer<typeof discogsArtistDocument>;
