import { idOfKind } from "../../facts.ts";
import type { AlbumFacts } from "../../facts.ts";
import { coverLateTracks } from "../../library/write/enrichment/covers.ts";
import { settleOwnedRelease } from "../../library/write/decisions/owned-release.ts";
import { saveReleases } from "../../library/write/items/releases.ts";
import { addRun, saveRun } from "../../library/write/memory/runs.ts";
import type { Saved } from "../../library/write/saved.ts";
import type { ImportContext } from "../context.ts";
import { populatedReleases } from "./import.ts";
import { ownFirst } from "./named-by-files.ts";
import { leftOut } from "./unasked.ts";
import { wantedPart } from "./wanted.ts";

/**
 * Saves the releases that need no asking, but those that a person removed, in the transaction that saves their album: it is
 * complete at once. One that was made in it (`isMade`) has no files and no runs to look for. Undefined: they must be asked for.
 */
export function saveAtHand(
  context: ImportContext,
  { id: albumId, isMade }: { id: number; isMade: boolean },
  album: AlbumFacts,
): Saved[] | undefined {
  const { db, now, musicbrainz } = context;
  const mbid = idOfKind(album.identifiers, "musicbrainz_release_group");
  const atHand = mbid === undefined ? undefined : musicbrainz.releasesAtHand?.(mbid);
  if (!atHand) return undefined;
  const releases = isMade ? atHand : ownFirst(db, albumId, atHand);
  const startedAt = now();
  const most = context.unaskedEditions?.atHand ?? Infinity;
  const isCut = releases.length > most;
  const apart = { ...context, again: false }; // the album is wanted again: what of it went before by itself is not
  const wanted = releases.slice(0, most).flatMap((facts) => wantedPart(apart, facts) ?? []);
  const saved = saveReleases(db, albumId, wanted, startedAt);
  if (!isMade) {
    settleOwnedRelease(db, albumId, startedAt);
    coverLateTracks(db, albumId, startedAt);
  }
  const keep = isMade ? addRun : saveRun;
  keep(db, {
    importer: "release",
    itemType: "album",
    itemId: albumId,
    query: "",
    provider: "musicbrainz",
    outcome: releases.length > 0 ? "found" : "absent",
    dataPopulated: [...new Set(wanted.flatMap(populatedReleases))],
    errors: [
      ...(isCut ? [leftOut(most, releases.length, albumId)] : []),
      ...releases.flatMap(({ odd = [] }) => odd),
    ],
    evidence: { catalogue: album.catalogue, ...(isCut && { isCut }) },
    startedAt,
    finishedAt: now(),
  });
  return saved;
}
