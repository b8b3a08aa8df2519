import type { ImportResult } from "../../importers/flow/result.ts";
import type { ReviewQuestion } from "./questions.ts";

/** A person's word on a question. */
export type Decision =
  /** The number of a candidate from 1, or what names an album: an MBID, an address, a ref. */
  | { kind: "pick"; ref: string }
  /** As it is: an item without a source. */
  | { kind: "keep" }
  /** Not wanted: never asked again. */
  | { kind: "drop" }
  | { kind: "later" };

/** What came of it. */
export interface Decided {
  question: ReviewQuestion;
  /** Of a pick: what the import ended with. */
  result?: ImportResult;
  albumId?: number;
  /** Of a question about an artist. */
  artistId?: number;
  /** It was decided so before: nothing was done. */
  isAlreadySo?: true;
}
