import * as z from "zod";

/** Also with a 404, as "Not found"; the blank in the name is theirs. */
export const fanartErrorDocument = z.object({
  status: z.literal("error"),
  "error message": z.string().nullish(),
});

const albumDocument = z.object({
  release_group_id: z.string().nullish(),
  /** Numbers are text. Missing where there are only pictures of the disc. */
  albumcover: z
    .array(z.object({ url: z.string(), likes: z.union([z.string(), z.number()]).nullish() }))
    .nullish(),
});

/** A list since v3.2; in v3 an object with the MBIDs for names. The error first: zod takes the first shape that fits. */
export const albumsReply = z.union([
  fanartErrorDocument,
  z.object({ albums: z.union([z.array(albumDocument), z.record(z.string(), albumDocument)]) }),
]);

export type FanartAlbumDocument = z.infer<typeof albumDocument>;
export type AlbumsReply = z.infer<typeof albumsReply>;
