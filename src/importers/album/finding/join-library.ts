import { creditText, type AlbumFacts } from "../../../facts.ts";
import { findAlbumsByTitle, listAlbumCredits, yearOf, type AlbumRow } from "../../../library/items/albums.ts";
import { findItemId, listIdentifiers } from "../../../library/identity/identifiers.ts";
import { listTrackLists } from "../../../library/scanned/track-lists.ts";
import { compareAlbums, type DescribedAlbum } from "../../../matching/albums/same-album.ts";
import type { SourcePart } from "../../../matching/albums/source-chain.ts";
import { isExact, ownRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, type ProviderAnswer } from "../../provider.ts";
import { candidateFound, candidateOfAlbum } from "./candidates.ts";

interface Joining {
  context: ImportContext;
  source: AlbumSource;
  item: AlbumRow | undefined;
  part: Exclude<SourcePart, { may: "nothing" }>;
}

/**
 * What a source found, beside what the library has from another source and no identifier joins: never a second album where title,
 * artist, year and track list agree, and a question where too little is known to tell.
 */
export async function joinLibrary(
  { context, source, item, part }: Joining,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  if (answer.outcome !== "found" || (item && part.may !== "join")) return answer;
  const facts = theFound(answer);
  if (!facts || findItemId(context.db, "album", facts.identifiers) !== undefined) return answer;
  const alike = item ? [item] : alikeFromOthers(context, source, facts);
  if (alike.length === 0) return answer;
  const described = await describeFacts(context, source, facts);
  const verdicts = alike.map((album) => compareAlbums(describeAlbum(context, album), described));
  const same = alike.filter((_, at) => verdicts[at] === "same");
  if (same.length === 1) return { ...answer, itemId: same[0]!.id };
  if (!item && same.length === 0 && !verdicts.includes("unknown")) return answer;
  const ref = ownRef(facts.identifiers, "album")!;
  return {
    outcome: "weak",
    why: `${source.title} has an album of this name, and it can't be told whether it is the one of the library`,
    candidates: [
      ...alike.map((album) => candidateOfAlbum(context, album)),
      candidateFound(ref, facts, answer.evidence),
    ],
    ...(answer.evidence !== undefined && { evidence: answer.evidence }),
  };
}

/** Albums of this title and artist that another source brought, and this one has not. */
function alikeFromOthers({ db }: ImportContext, source: AlbumSource, facts: AlbumFacts): AlbumRow[] {
  const artist = creditText(facts.credits);
  return findAlbumsByTitle(db, { title: facts.title, artist }).filter(({ id }) => {
    const named = listIdentifiers(db, "album", id).filter(({ kind }) => isExact(kind, "album"));
    return named.length > 0 && !named.some(({ kind }) => source.albumKinds.includes(kind));
  });
}

function describeAlbum({ db }: ImportContext, album: AlbumRow): DescribedAlbum {
  const artist = creditText(listAlbumCredits(db, album.id));
  return { title: album.title, artist, year: album.releaseYear, trackLists: listTrackLists(db, album.id) };
}

/** With the track lists of the first page of its releases. */
async function describeFacts(
  { signal }: ImportContext,
  source: AlbumSource,
  facts: AlbumFacts,
): Promise<DescribedAlbum> {
  const page = await source.releasePages(ownRef(facts.identifiers, "album")!, signal).next();
  const releases = page.done ? [] : page.value.releases;
  return {
    title: facts.title,
    artist: creditText(facts.credits),
    year: yearOf(facts.firstReleaseDate),
    trackLists: releases.map(({ media }) =>
      media.flatMap(({ tracks }) => tracks.filter(({ kind }) => kind === "track")),
    ),
  };
}
