import { exitCodes, UserError } from "../../errors.ts";
import { importAlbum, sourcesOnly } from "../../importers/album/import.ts";
import { albumQueryOf } from "../../importers/album/query.ts";
import type { ImportContext } from "../../importers/context.ts";
import { isInLibrary } from "../../importers/flow/result.ts";
import { keepChoice } from "../../importers/words.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { ownIdentifier } from "../../refs.ts";
import { createTaggedAlbum, saveNamedArtist } from "../../library/scanned/tagged.ts";
import { settleRowsOfQuestion } from "../rows.ts";
import { answeringAlbum } from "./settle.ts";
import type { Decided, Decision } from "./decision.ts";
import { decidedAlready } from "./decided-already.ts";
import { keepArtist, pickArtist } from "./decide-artist.ts";
import { decideMerge } from "./decide-merge.ts";
import { isMerge } from "./merges.ts";
import { albumTarget, notHad, wouldBeHad, type AlbumTarget } from "./picking.ts";
import { readingOfLine, saidOf } from "./question-words.ts";
import { getQuestion, setQuestionState, type ReviewQuestion, itemThere } from "./questions.ts";
import { settleWaiting, waiting } from "./waiting.ts";

/**
 * Idempotent: the same decision again is done already. In a dry run a pick asks as it would, and writes nothing. `isTakenBack`: what answers it is the person's own decision of just now, and another takes its place.
 * @throws UserError for a question that is not there or was answered meanwhile, and for a pick that names nothing or could not be had.
 */
export async function decide(
  context: ImportContext,
  id: number,
  decision: Decision,
  { isTakenBack = false } = {},
): Promise<Decided> {
  const { db } = context;
  const question = getQuestion(db, id);
  const already = question && decidedAlready(db, question, decision);
  if (already) return { ...already, isAlreadySo: true };
  try {
    return await settle(context, waiting(question, id), decision, { isTakenBack });
  } catch (error) {
    const since = error instanceof UserError ? getQuestion(db, id) : undefined;
    const meanwhile = since && decidedAlready(db, since, decision); // by another process
    if (meanwhile) return { ...meanwhile, isAlreadySo: true };
    throw error;
  }
}

async function settle(
  context: ImportContext,
  question: ReviewQuestion,
  decision: Decision,
  { isTakenBack }: { isTakenBack: boolean },
): Promise<Decided> {
  const { db, now } = context;
  const { id, itemType } = question;
  if (isMerge(question)) return { question, ...(await decideMerge(context, question, decision.kind)) };
  if (!isTakenBack && decision.kind !== "later") refuseAnswered(context, question);
  switch (decision.kind) {
    case "pick":
      if (itemType === "artist") return { question, ...(await pickArtist(context, question, decision.ref)) };
      return pick(context, question, decision.ref);
    case "keep":
      if (itemType === "artist") return { question, artistId: await keepArtist(context, question) };
      return keep(context, question);
    case "drop":
      await settleWaiting(context, id, () => {
        setQuestionState(db, id, { state: "dropped" }, now());
        settleRowsOfQuestion(db, id, { state: "skipped", why: "not wanted" }, now());
      });
      return { question };
    case "later":
      await settleWaiting(context, id, () => {
        setQuestionState(db, id, { state: "later" }, now());
      });
      return { question };
  }
}

/** Its album is identified by now, as by a merge: a pick would make another of it. The listing has no such question. */
function refuseAnswered({ db }: ImportContext, question: ReviewQuestion): void {
  const album = answeringAlbum(db, question);
  if (!album) return;
  throw new UserError(
    `question ${question.id} was answered meanwhile: what it is about is album ${album.id} ("${album.title}")`,
    { hint: `importer show album ${album.id}`, exitCode: exitCodes.notFound },
  );
}

async function pick(context: ImportContext, question: ReviewQuestion, ref: string): Promise<Decided> {
  const target = ownTarget(itemThere(context.db, question), albumTarget(question, ref));
  const result = await importAlbum(context, { force: false, ...target, only: sourcesOnly(context) });
  const albumId = result.itemId;
  if (context.dryRun && wouldBeHad(result)) return { question, result };
  if (!isInLibrary(result.outcome) || albumId === undefined) throw notHad(question, ref, result);
  await settleWaiting(context, question.id, () => {
    settlePicked(context, question, { albumId, state: result.outcome === "created" ? "created" : "known" });
  });
  return { question, result, albumId };
}

/** The words mean this album from now on. Within a transaction. */
function settlePicked(
  { db, now }: ImportContext,
  { id, wordsKey }: ReviewQuestion,
  ending: { albumId: number; state: "created" | "known" },
): void {
  const { albumId } = ending;
  const own = ownIdentifier(listIdentifiers(db, "album", albumId), "album");
  if (own) keepChoice(db, "album", { key: wordsKey, folded: wordsKey }, own, now());
  setQuestionState(db, id, { state: "picked", itemId: albumId }, now());
  settleRowsOfQuestion(db, id, ending, now());
}

/**
 * The decision that was taken on another question, for this one as well: a pick, or what was kept, means the album that the other one
 * brought. @throws UserError as `decide`.
 */
export async function decideAlike(
  context: ImportContext,
  id: number,
  { decision, albumId, ...how }: { decision: Decision; albumId: number | undefined; isTakenBack: boolean },
): Promise<Decided> {
  if (albumId === undefined) return decide(context, id, decision, how);
  const { db, now } = context;
  const question = await settleWaiting(context, id, (waits) => {
    if (decision.kind === "pick") settlePicked(context, waits, { albumId, state: "known" });
    else {
      setQuestionState(db, id, { state: "kept", itemId: albumId }, now());
      settleRowsOfQuestion(db, id, { state: "known", albumId }, now());
    }
    return waits;
  });
  return { question, albumId };
}

/** What was read from files stays the item that it is, and is bound to what was picked: its files are laid beside the tracks. */
const ownTarget = (itemId: number | undefined, { query, id }: AlbumTarget): AlbumTarget =>
  itemId === undefined || !query ? { query, id } : { id: itemId, query };

/** The item that was read from files stays as it is; where there is none, one is made of the words alone. */
async function keep(context: ImportContext, question: ReviewQuestion): Promise<Decided> {
  const { db, now } = context;
  const { id, words } = question;
  const itemId = itemThere(db, question);
  const title = words.title ?? words.text;
  if (itemId === undefined && title === undefined) {
    throw new UserError(`question ${id} has no title to keep: ${saidOf(words)}`, {
      hint: `importer review pick ${id} <ref>, or importer review drop ${id}`,
    });
  }
  const albumId = await settleWaiting(context, id, () => {
    const kept = itemId ?? createKept(context, question, title!);
    setQuestionState(db, id, { state: "kept", itemId: kept }, now());
    settleRowsOfQuestion(db, id, { state: itemId === undefined ? "created" : "known", albumId: kept }, now());
    return kept;
  });
  return { question, albumId };
}

function createKept({ db, now }: ImportContext, { words }: ReviewQuestion, title: string): number {
  const read = albumQueryOf({ title, artist: words.artist, year: words.year });
  const [typed] = read?.kind === "title" ? read.readings : [];
  const reading = words.text === undefined ? typed : readingOfLine(words.text);
  const name = words.artist ?? reading?.artist;
  const year = words.year ?? reading?.year;
  const credits = name === undefined ? [] : [{ name, mbid: null, creditedAs: name, joinPhrase: "" }];
  const artistIds = credits.map((credit) => saveNamedArtist(db, credit, now()).id);
  const firstReleaseDate = year === undefined ? null : String(year);
  const unsaid = { primaryType: null, secondaryTypes: [] };
  return createTaggedAlbum(
    db,
    { title: reading?.title ?? title, ...unsaid, firstReleaseDate, credits },
    artistIds,
    now(),
  );
}
