import { readFileSync } from "node:fs";
import * as z from "zod";

/** JSON lines, a release group of MusicBrainz each: what a stand-in is to know. Null, like absent, is unknown. */
const poolAlbum = z.object({
  mbid: z.guid(),
  title: z.string(),
  artists: z.array(
    z.object({
      name: z.string(),
      mbid: z.guid(),
      /** As credited, where that is not the name. */
      as: z.string().nullish(),
      join: z.string().nullish(),
      aliases: z.array(z.string()).nullish(),
      sort_name: z.string().nullish(),
      disambiguation: z.string().nullish(),
    }),
  ),
  /** A date, or the beginning of one. */
  year: z.string().nullish(),
  type: z.string().nullish(),
  secondary: z.array(z.string()).nullish(),
  disambiguation: z.string().nullish(),
  aliases: z.array(z.string()).nullish(),
  releases: z
    .array(z.object({ mbid: z.guid(), title: z.string().nullish(), barcode: z.string().nullish() }))
    .nullish(),
  merged_from: z.array(z.guid()).nullish(),
  /** Its master at Discogs, where MusicBrainz has that link. */
  discogs_master: z.number().nullish(),
});

/**
 * JSON lines, a command line each. `want` is what may come of it, alternatives with `|`: the target is accepted (R),
 * it asks (A), nothing is found (N), either of these two (H), a usage error (U).
 */
const wordedCase = z.object({
  source: z.string(),
  what: z.string(),
  args: z.array(z.string()).min(1),
  want: z.string().regex(/^[RANHU](\|[RANHU])*$/),
  target: z.guid().nullable(),
});

export type PoolAlbum = z.infer<typeof poolAlbum>;
export type WordedCase = z.infer<typeof wordedCase>;

export const readPool = (path: string): PoolAlbum[] => readLines(path, poolAlbum);
export const readCases = (path: string): WordedCase[] => readLines(path, wordedCase);

/** @throws Error naming the file, the line and what is wrong with it. */
function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line, at) => {
      if (line.trim() === "") return [];
      try {
        return [schema.parse(JSON.parse(line))];
      } catch (cause) {
        const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
        throw new Error(`${path}, line ${at + 1}: ${reason}`, { cause });
      }
    });
}
