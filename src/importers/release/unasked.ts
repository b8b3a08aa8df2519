import { countText } from "../../counts.ts";
/** How many editions of one album come that nobody asked for: of those in a file of this disk, and of those a service is asked for. */
export interface UnaskedEditions {
  atHand: number;
  asked: number;
}

/** What of an album's editions was left out, and how it is had. */
export const leftOut = (kept: number, total: number, albumId: number): string =>
  `${kept} of ${countText(total, "edition")} came unasked (IMPORTER_UNASKED_EDITIONS); the others: importer releases ${albumId}`;
