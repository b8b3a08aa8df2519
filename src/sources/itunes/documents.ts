import * as z from "zod";

/** Anything may be missing, and a look-up may list what is no album. */
const itemDocument = z.object({
  wrapperType: z.string().nullish(),
  collectionName: z.string().nullish(),
  artistName: z.string().nullish(),
  /** Its last part is a size, 100x100bb.jpg: other sizes are to be had in its place. */
  artworkUrl100: z.string().nullish(),
  /** "explicit", "cleaned" or "notExplicit". */
  collectionExplicitness: z.string().nullish(),
  /** 1973-03-01T08:00:00Z */
  releaseDate: z.string().nullish(),
});

/** Null, in the place of the list or in it, is what some get who asked too often: it says nothing of the album. */
export const itunesSearchReply = z
  .object({ results: z.array(itemDocument.nullable()).nullable() })
  .nullable();

export const itunesErrorDocument = z.object({ errorMessage: z.string() });

export type ItunesItemDocument = z.infer<typeof itemDocument>;
