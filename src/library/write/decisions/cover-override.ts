import type { Db } from "../../../db/connection.ts";
import { chooseCover, isOwn } from "../../../matching/choose-cover.ts";
import { getAlbum } from "../../items/albums.ts";
import { listCovers } from "../../enrichment/covers.ts";
import {
  closeCover,
  offerCover,
  overrideCover,
  withdrawFetchedCovers,
  withdrawCovers,
  type CoverRule,
  type NewCover,
} from "../enrichment/covers.ts";
import { markCoverAbsent } from "../enrichment/artworks.ts";

/** Manual override of an album's cover: what a person said stays, whatever scans and searches bring later. All within a transaction. */

/** This one, for good; the last word counts. */
export function chooseByHand(
  db: Db,
  cover: Pick<NewCover, "albumId" | "artworkId" | "source">,
  rule: CoverRule,
): void {
  overrideCover(db, cover.albumId, null, rule);
  offerCover(db, { ...cover, tier: "person" }, rule);
}

/** The cover that there is, for good. @returns `none` where there is nothing to confirm. */
export function confirmCover(db: Db, albumId: number, rule: CoverRule): "none" | "new" | "again" {
  const isRemoved = getAlbum(db, albumId)?.artworkOverride === "removed";
  const cover = isRemoved ? undefined : chooseCover(listCovers(db, albumId), rule.leastSide);
  if (!cover) return "none";
  if (cover.tier === "person") return "again";
  chooseByHand(db, { albumId, artworkId: cover.artworkId, source: cover.source }, rule);
  return "new";
}

/**
 * What the sources answered to a person who asked again takes the place of what was fetched and of what they said before; the
 * files' own stays above it.
 */
export function saveRefreshedCovers(db: Db, albumId: number, covers: NewCover[], rule: CoverRule): void {
  withdrawFetchedCovers(db, albumId, rule);
  withdrawCovers(db, albumId, ["person"], rule);
  overrideCover(db, albumId, null, rule);
  for (const cover of covers) offerCover(db, cover, rule);
  closeCover(db, albumId, rule);
}

/** They have none (believed until `absentUntil`, ms UTC): what is there stays; a word against covers is taken back. */
export function saveNoCoverFound(db: Db, albumId: number, absentUntil: number, rule: CoverRule): void {
  overrideCover(db, albumId, null, rule);
  if (closeCover(db, albumId, rule) === undefined) markCoverAbsent(db, albumId, absentUntil);
}

/** The files' own cover, above which only a person's word stands. */
export function hasOwnCover(db: Db, albumId: number): boolean {
  return listCovers(db, albumId).some(({ tier }) => isOwn(tier) && tier !== "person");
}
