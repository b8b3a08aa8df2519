import { idOfKind } from "../../facts.ts";
import { albumQueryOf } from "../../importers/album/query.ts";
import { importAlbum } from "../../importers/album/import.ts";
import { candidatesIn } from "../../importers/album/finding/candidates.ts";
import type { ImportContext } from "../../importers/context.ts";
import { importArtist } from "../../importers/artist/import.ts";
import { artistQueryOf } from "../../importers/artist/query.ts";
import { bareCandidate, type Candidate } from "../../importers/provider.ts";
import { ownRef } from "../../refs.ts";
import { setCandidates, type ReviewQuestion } from "./questions.ts";

/** What other words find: the candidates of the question from now on. Nothing is imported before one is picked. */
export async function askOtherWords(
  context: ImportContext,
  question: Pick<ReviewQuestion, "id" | "itemType">,
  text: string,
): Promise<Candidate[]> {
  const { itemType, id } = question;
  const candidates = await (itemType === "artist" ? findArtists : findAlbums)(context, text);
  if (candidates.length > 0) await context.transact(() => setCandidates(context.db, id, candidates));
  return candidates;
}

async function findArtists(context: ImportContext, name: string): Promise<Candidate[]> {
  const query = artistQueryOf({ name });
  const result = await importArtist({ ...context, dryRun: true }, { query, force: false, only: [] });
  const found = result.preview.flatMap((facts): Candidate[] => {
    const own = ownRef(facts.identifiers, "artist");
    const mbid = idOfKind(facts.identifiers, "musicbrainz_artist") ?? "";
    return own ? [{ ...bareCandidate, mbid, ref: own, title: facts.name, score: 1, why: [otherWords] }] : [];
  });
  return found.length > 0 ? found : result.candidates;
}

const otherWords = "found under other words";

async function findAlbums(context: ImportContext, text: string): Promise<Candidate[]> {
  const query = albumQueryOf({ title: text });
  const result = await importAlbum({ ...context, dryRun: true }, { query, force: false, only: [] });
  const found = candidatesIn(context, result);
  return found === result.candidates ? found : found.map((each) => ({ ...each, why: [otherWords] }));
}
