import * as z from "zod";

/**
 * Records of LRCLIB, as strict as we need: the id has been a number and may become text, the title stands under two
 * names, and people have sent in records without either.
 */
export const lyricsDocument = z.object({
  id: z.union([z.number(), z.string()]),
  trackName: z.string().nullish(),
  name: z.string().nullish(),
  artistName: z.string().nullish(),
  albumName: z.string().nullish(),
  /** Seconds. */
  duration: z.number().nullish(),
  instrumental: z.boolean().nullish(),
  plainLyrics: z.string().nullish(),
  syncedLyrics: z.string().nullish(),
});

/** What was asked for by its names has them. */
export const namedDocument = lyricsDocument.refine(
  (document) => (document.trackName ?? document.name) != null && document.artistName != null,
  "neither trackName nor artistName",
);

/** A search's answer: an odd record spoils only itself. An answer in which every record is odd is none. */
export const lrclibSearchDocument = z.array(z.unknown()).transform((records, context) => {
  const read = records.map((record) => lyricsDocument.safeParse(record));
  const good = read.flatMap(({ data }) => data ?? []);
  const [issue] = read.find(({ success }) => !success)?.error?.issues ?? [];
  if (issue && good.length === 0) {
    context.addIssue({ code: "custom", message: issue.message, path: [0, ...issue.path] });
  }
  return good;
});

/** `name` tells the answers apart; the number stood under two keys. */
export const lrclibErrorDocument = z.object({ name: z.string().nullish(), message: z.string().nullish() });

export type LyricsDocument = z.infer<typeof lyricsDocument>;
