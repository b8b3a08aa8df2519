import type { ILyricsTag } from "music-metadata";
import { formatLrc } from "../../matching/lyrics/lrc.ts";
import type { RawLyrics } from "../../matching/lyrics/keep-lyrics.ts";

const inMilliseconds = 2;
/** "Other", lyrics, or a transcription: chords, trivia and links share the frame with them. */
const lastWithWords = 2;

/** The lyrics in the tags: the first that have times, and the first that have none. */
export function embeddedLyrics(tags: ILyricsTag[]): RawLyrics | undefined {
  const sung = tags.filter(({ contentType }) => !contentType || contentType <= lastWithWords);
  const texts = sung.flatMap(({ text }) => (text?.trim() ? [text] : []));
  const synced = sung.find((tag) => tag.timeStampFormat === inMilliseconds && tag.syncText.length > 0);
  const lrc = texts.find((text) => /^\s*\[\d{1,3}:\d\d/m.test(text));
  if (!synced && texts.length === 0) return undefined;
  return {
    plain: texts.find((text) => text !== lrc) ?? null,
    synced: synced ? linesOf(synced) : (lrc ?? null),
    instrumental: false,
  };
}

const linesOf = ({ syncText }: ILyricsTag): string =>
  formatLrc(
    syncText.map(({ text, timestamp }) => ({ atMs: timestamp ?? 0, text: text.replace(/\s+/g, " ").trim() })),
  );
