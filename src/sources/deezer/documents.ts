import * as z from "zod";

/** Everything that goes wrong comes with status 200 and in this shape. */
const errorDocument = z.object({
  error: z.object({ code: z.number(), message: z.string().nullish(), type: z.string().nullish() }),
});

/** An album, whole or as a search lists it. A cover may be null, or an address with an empty hash in it. */
const albumDocument = z.object({
  id: z.number(),
  title: z.string(),
  artist: z.object({ name: z.string() }),
  cover_xl: z.string().nullish(),
  cover_big: z.string().nullish(),
  record_type: z.string().nullish(),
  /** YYYY-MM-DD, sometimes 0000-00-00. */
  release_date: z.string().nullish(),
});

/** The error first: zod takes the first shape that fits. */
export const albumReply = z.union([errorDocument, albumDocument]);
export const deezerSearchReply = z.union([errorDocument, z.object({ data: z.array(albumDocument) })]);

export type ErrorDocument = z.infer<typeof errorDocument>;
export type DeezerAlbumDocument = z.infer<typeof albumDocument>;
