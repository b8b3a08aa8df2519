import { reasonOf, UserError } from "../../errors.ts";
import { keepLyrics, type KeptLyrics } from "../../matching/lyrics/keep-lyrics.ts";
import { diskPath } from "../walk/byte-path.ts";
import { decodeText } from "../../decode-text.ts";
import { readAtMost } from "../../given-file.ts";

/** A song's words are a few kB. */
export const largestLyricsBytes = 512 * 1024;

const hasStamps = (text: string): boolean => /^\s*\[\d{1,4}:\d{1,2}/m.test(text);

/**
 * Lyrics that a person gives for a track of this length (ms): LRC or plain text by what it holds, whatever it is called, in any
 * encoding that can be told. `lostTimes`: they go on after the track has ended, so only the words are kept.
 * @throws UserError naming the file, and what is wrong with it.
 */
export async function readGivenLyrics(
  path: string,
  lengthMs: number | null,
): Promise<KeptLyrics & { lostTimes: boolean }> {
  const text = decodeText(await readSmall(path));
  if (text === undefined) {
    throw new UserError(`the encoding of "${path}" can't be told`, { hint: "save it as UTF-8" });
  }
  const isTimed = hasStamps(text);
  const raw = { plain: isTimed ? null : text, synced: isTimed ? text : null, instrumental: false };
  const kept = keepLyrics(raw, lengthMs);
  if (kept) return { ...kept, lostTimes: isTimed && !kept.instrumental && kept.synced === null };
  throw new UserError(`"${path}" holds no lyrics that this track could have`, {
    hint: "LRC or plain text with the song's words; LRC goes on for 30 s after the track's end at the most",
  });
}

async function readSmall(path: string): Promise<Buffer> {
  try {
    const bytes = await readAtMost(diskPath(path), largestLyricsBytes);
    if (bytes) return bytes;
  } catch (cause) {
    throw new UserError(`"${path}" can't be read (${reasonOf(cause)})`, {
      hint: "give an .lrc or .txt file that is there",
      cause,
    });
  }
  throw new UserError(`"${path}" is larger than 512 kB: that is no song`, {
    hint: "give an .lrc or .txt file",
  });
}
