import * as z from "zod";

/** Their values are text or null. No hit: the list is null. */
export const albumsDocument = z.object({
  album: z
    .array(
      z.object({
        strMusicBrainzID: z.string().nullish(),
        strAlbumThumb: z.string().nullish(),
        strAlbumThumbHQ: z.string().nullish(),
      }),
    )
    .nullable(),
});
