import type { FileBytes } from "../formats/file-bytes.ts";
import { skipId3v2, type MediaType } from "../formats/media-type.ts";
import { skipTrailingTags } from "../formats/trailing-tags.ts";
import { flacLengthMs } from "./flac.ts";
import { adtsLengthMs, mpegLengthMs } from "./mpeg.ts";
import { oggLengthMs, readOggLayout } from "../formats/ogg.ts";

/**
 * Duration in ms as measured in the stream itself, for the formats whose header does not say it or says it wrong;
 * undefined for the others, whose header does (`told`, seconds). Null where nothing can be measured.
 */
export async function measureLength(
  file: FileBytes,
  mediaType: MediaType | undefined,
  told: number | undefined,
): Promise<number | null> {
  const start = await skipId3v2(file);
  const span = async () => ({ start, end: await skipTrailingTags(file) });
  switch (mediaType) {
    case "audio/ogg": {
      const layout = await readOggLayout(file, start);
      return layout ? oggLengthMs(file, layout) : null;
    }
    case "audio/aacp":
      return adtsLengthMs(file, await span());
    case "audio/mpeg":
      return mpegLengthMs(file, await span());
    case "audio/flac":
      return toldMs(told) ?? flacLengthMs(file, start);
    default:
      return toldMs(told);
  }
}

const toldMs = (seconds: number | undefined): number | null =>
  seconds && seconds > 0 ? Math.round(seconds * 1000) : null;
