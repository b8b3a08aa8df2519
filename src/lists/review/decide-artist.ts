import { UserError } from "../../errors.ts";
import { importArtist, type ArtistImport } from "../../importers/artist/import.ts";
import { artistQueryOf, artistQueryOfIdentity } from "../../importers/artist/query.ts";
import type { ImportContext } from "../../importers/context.ts";
import { isInLibrary, type ImportResult } from "../../importers/flow/result.ts";
import { keepChoice } from "../../importers/words.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { saveNamedArtist } from "../../library/scanned/tagged.ts";
import { ownIdentifier } from "../../refs.ts";
import { candidateAt, namesNone, notHad, wouldBeHad } from "./picking.ts";
import { saidOf } from "./question-words.ts";
import { setQuestionState, type ReviewQuestion } from "./questions.ts";
import { settleWaiting } from "./waiting.ts";

/** The artist that a person names is imported, and the name means it from now on. @throws UserError as `decide` */
export async function pickArtist(
  context: ImportContext,
  question: ReviewQuestion,
  ref: string,
): Promise<{ result: ImportResult; artistId?: number }> {
  const result = await importArtist(context, { force: false, only: [], ...artistTarget(question, ref) });
  const { outcome, itemId } = result;
  if (context.dryRun && wouldBeHad(result)) return { result };
  if (!isInLibrary(outcome) || itemId === undefined) throw notHad(question, ref, result);
  const { db, now } = context;
  const { id, wordsKey } = question;
  await settleWaiting(context, id, () => {
    const own = ownIdentifier(listIdentifiers(db, "artist", itemId), "artist");
    if (own) keepChoice(db, "artist", { key: wordsKey, folded: wordsKey }, own, now());
    setQuestionState(db, id, { state: "picked", itemId }, now());
  });
  return { result, artistId: itemId };
}

/** The artist that a pick names. @throws UserError where it names none */
export function artistTarget(question: ReviewQuestion, ref: string): Pick<ArtistImport, "id" | "query"> {
  const candidate = candidateAt(question, ref);
  if (candidate?.ref) return { query: artistQueryOfIdentity(candidate.ref) };
  if (candidate?.id !== undefined) return { id: candidate.id };
  if (candidate) return { query: { kind: "mbid", mbid: candidate.mbid } };
  const query = artistQueryOf({ name: ref });
  if (query && query.kind !== "name") return { query };
  throw namesNone(question, ref, "artist");
}

/** An artist of the name alone, that no source has. */
export async function keepArtist(context: ImportContext, question: ReviewQuestion): Promise<number> {
  const { db, now } = context;
  const { id, words } = question;
  const name = words.artist;
  if (name === undefined) {
    throw new UserError(`question ${id} has no name to keep: ${saidOf(words)}`, {
      hint: `importer review pick ${id} <ref>, or importer review drop ${id}`,
    });
  }
  return settleWaiting(context, id, () => {
    const kept = saveNamedArtist(db, { name, mbid: null }, now()).id;
    setQuestionState(db, id, { state: "kept", itemId: kept }, now());
    return kept;
  });
}
