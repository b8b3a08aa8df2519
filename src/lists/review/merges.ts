import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { mergeCommand } from "../../errors.ts";
import { creditText } from "../../facts.ts";
import { candidateOfAlbum } from "../../importers/album/finding/candidates.ts";
import type { ImportContext } from "../../importers/context.ts";
import { mbidOf } from "../../importers/mbid.ts";
import { bareCandidate, type Candidate } from "../../importers/provider.ts";
import { survivorAmong } from "../../importers/upstream/fold.ts";
import { listAskedPairs } from "../../library/decisions/kept-apart.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { currentId } from "../../library/identity/redirects.ts";
import { getAlbum, listAlbumCredits } from "../../library/items/albums.ts";
import { titleOf } from "../../library/items/titles.ts";
import { ownRef } from "../../refs.ts";
import type { RowWords } from "../reading/entry.ts";
import { findQuestion, isWaiting, putQuestion, standingDecision, type ReviewQuestion } from "./questions.ts";

/**
 * Record linkage that waits for a person: two items that their source made one (or that share an edition there), both with files or a
 * word of theirs. `kept_apart` holds that they were asked about; the queue gives each pair a number, and keeps what was said.
 */
export interface AskedMerge {
  itemType: ItemType;
  /** Library ids: which would go, and which would stay. */
  from: number;
  into: number;
}

export const isMerge = ({ origin }: Pick<ReviewQuestion, "origin">): boolean => origin === "merge";

/** Those that are still two, and were not told apart, by the key of their question. */
export function openMerges(db: Db): Map<string, AskedMerge> {
  return new Map(
    listAskedPairs(db).map(({ itemType, one, other }) => {
      const { from, into } = survivorAmong(db, itemType, one, other);
      return [`merge:${itemType}:${one}:${other}`, { itemType, from, into }];
    }),
  );
}

/** The item that both have become since; undefined where they are two, or one of them is gone. */
export function onceMerged(db: Db, { wordsKey, itemType }: ReviewQuestion): number | undefined {
  const [one, other] = wordsKey
    .split(":")
    .slice(2)
    .map((id) => currentId(db, itemType, Number(id)));
  return one === other ? one : undefined;
}

/** Puts a question for each pair that has none; nothing is written where all have theirs. */
export async function putMerges({ db, transact, now }: ImportContext): Promise<void> {
  const unasked = [...openMerges(db)].filter(([key, { itemType }]) => {
    const question = findQuestion(db, key, itemType);
    return !question || !(isWaiting(question) || standingDecision(db, question));
  });
  if (unasked.length === 0) return;
  await transact(() => {
    for (const [wordsKey, merge] of unasked) {
      const { itemType, from: itemId } = merge;
      const about = { itemType, itemId, wordsKey, words: wordsOf(db, merge), why: whyAsked(db, merge) };
      const candidates = [candidateOfItem(db, merge)];
      putQuestion(db, { ...about, candidates, origin: "merge", outcome: "weak" }, now());
    }
  });
}

function wordsOf(db: Db, { itemType, from }: AskedMerge): RowWords {
  const title = titleOf(db, itemType, from);
  if (itemType === "artist") return { artist: title };
  const artist = itemType === "album" ? creditText(listAlbumCredits(db, from)) : "";
  return artist === "" ? { title } : { artist, title };
}

function whyAsked(db: Db, merge: AskedMerge): string {
  const { itemType, from, into } = merge;
  const [one, other] = [from, into].map((id) => `${itemType} ${id}, "${titleOf(db, itemType, id)}"`);
  const how =
    itemType === "album" ? "are one at their source, or share an edition there" : "are one at their source";
  return `${one}, and ${other}, ${how}; here both are yours; to make one of the two: ${mergeCommand(itemType, from, into)}`;
}

/** The one that would stay. */
function candidateOfItem(db: Db, { itemType, into: id }: AskedMerge): Candidate {
  if (itemType === "album") return candidateOfAlbum({ db }, getAlbum(db, id)!);
  const ref = ownRef(listIdentifiers(db, itemType, id), itemType);
  const title = titleOf(db, itemType, id);
  const mbid = ref ? mbidOf(ref) : "";
  return { ...bareCandidate, mbid, ref, id, title, score: 1, why: ["in the library"] };
}
