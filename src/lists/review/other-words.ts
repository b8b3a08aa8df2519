import { albumQueryOf } from "../../importers/album/query.ts";
import { importAlbum } from "../../importers/album/import.ts";
import { candidateOf } from "../../importers/album/candidates.ts";
import type { ImportContext } from "../../importers/context.ts";
import type { Candidate } from "../../importers/provider.ts";
import { ownRef } from "../../refs.ts";
import { setCandidates, type ReviewQuestion } from "./questions.ts";

/** What other words find: the candidates of the question from now on. Nothing is imported before one is picked. */
export async function askOtherWords(
  context: ImportContext,
  question: Pick<ReviewQuestion, "id">,
  text: string,
): Promise<Candidate[]> {
  const query = albumQueryOf({ title: text });
  const result = await importAlbum({ ...context, dryRun: true }, { query, force: false, only: [] });
  const found = result.preview.flatMap((facts) => {
    const own = ownRef(facts.identifiers, "album");
    return own ? [{ ...candidateOf(own, facts), why: ["found under other words"] }] : [];
  });
  const candidates = found.length > 0 ? found : result.candidates;
  if (candidates.length > 0) await context.transact(() => setCandidates(context.db, question.id, candidates));
  return candidates;
}
