import { readOggLayout } from "./ogg.ts";
import { walkOggPages } from "./ogg-pages.ts";
import type { FileBytes } from "./file-bytes.ts";
import { skipId3v2, type MediaType } from "./media-type.ts";

/** The mapping's own header, before "fLaC" (https://xiph.org/flac/ogg_mapping.html). */
const mappingSize = 9;

/**
 * Demultiplexes the metadata blocks of FLAC in Ogg: a FLAC file without sound, as the tag reader knows it; of the mapping
 * it reads the first page only. Undefined for other files.
 */
export async function readOggFlacHeaders(
  file: FileBytes,
  mediaType: MediaType | undefined,
): Promise<Buffer | undefined> {
  if (mediaType !== "audio/ogg") return undefined;
  const start = await skipId3v2(file);
  const layout = await readOggLayout(file, start);
  if (!layout) return undefined;
  const { sound, firstSound } = layout;
  const parts: Buffer[] = [];
  for await (const { at, serial, payload } of walkOggPages(file, start)) {
    if (at >= firstSound.at) break;
    if (serial !== sound.serial) continue;
    parts.push(await file.read(payload.start, payload.end));
    if (parts.length === 1 && parts[0]!.toString("latin1", 0, 5) !== "\x7fFLAC") return undefined;
  }
  return parts.length === 0 ? undefined : Buffer.concat(parts).subarray(mappingSize);
}
