import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";
import { providerAbsenceTtlMs } from "../importers/flow/run-provider.ts";
import type { ImportContext } from "../importers/context.ts";
import { askRow, findKnownAlbum, type AskedRow } from "./ask-row.ts";
import { countRows, noteListRun, type ListCounts, type ListRecord } from "./lists.ts";
import { reasonToHalt } from "./halt.ts";
import { createSequencer, type Ticket } from "./in-order.ts";
import type { RowWords } from "./reading/entry.ts";
import { itemThere, putAsked, questionsAbout, standingDecision } from "./review/questions.ts";
import { createRoom } from "./room.ts";
import { findSettled, openRows, reopenRows, settleRows, type ListRow, type RowEnding } from "./rows.ts";

export interface ListRun {
  /** Where lists are kept: the library, or (in a dry run) memory. */
  db: Db;
  transact: ImportContext["transact"];
  importing: ImportContext;
  events: Events;
  list: ListRecord;
  /** Rows that are asked for at once. */
  concurrency: number;
  retryNotFound: boolean;
  withoutProducts: boolean;
}

export interface ListResult {
  counts: ListCounts;
  /** Why the run ended before all rows were asked. */
  halted?: string;
}

/** Distinct rows, each asked once, and its ending saved as it comes. */
interface Unit {
  hash: string;
  words: RowWords;
  wasAsked: boolean;
}

/**
 * Asks for every open row of a list, known ones without the network; one bad row stops nothing. Where a service rests, refuses
 * us or can't be reached, the run ends, and what is left stays open. @throws InterruptedError, with all saved that was asked.
 */
export async function runList(run: ListRun): Promise<ListResult> {
  const { db, list, importing } = run;
  await reopenForRun(run);
  announce(run);
  const units = unitsOf(run);
  const halt: { why?: string } = {};
  // Out of a file no row waits long for one before it; a service is asked for some rows in vain, again and again.
  const sequencer = importing.musicbrainz.asOf === undefined ? undefined : createSequencer();
  const room = createRoom(run.concurrency, importing.musicbrainz.atWeb);
  /** False: there is none left. */
  const workOne = async (): Promise<boolean> => {
    importing.signal?.throwIfAborted();
    if (halt.why !== undefined) return false;
    const next = await units.next();
    if (next.done) return false;
    const ticket = sequencer?.take();
    try {
      const asked = await askUnit(run, next.value, ticket);
      halt.why ??= reasonToHalt(asked.fault);
      return true;
    } finally {
      ticket?.pass();
    }
  };
  const work = async (): Promise<void> => {
    for (let isMore = true; isMore;) {
      await room.enter();
      isMore = await workOne().finally(room.leave);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: room.workers }, work));
  room.close();
  const failed = ended.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  const counts = countRows(db, list);
  return { counts, ...(halt.why !== undefined && { halted: halt.why }) };
}

/** What is to be asked again is open from now on. */
export async function reopenForRun({ db, list, importing, transact, retryNotFound }: ListRun): Promise<void> {
  const now = importing.now();
  await transact(() => {
    reopenRows(db, list.id, {
      notFoundBefore: retryNotFound ? now : now - providerAbsenceTtlMs,
      asOf: importing.musicbrainz.asOf,
    });
    noteListRun(db, list.id, now);
  });
}

async function askUnit(
  run: ListRun,
  { hash, words, wasAsked }: Unit,
  ticket: Ticket | undefined,
): Promise<AskedRow> {
  const { db, importing, list, withoutProducts } = run;
  const force = run.retryNotFound && wasAsked;
  const context = ticket ? { ...importing, inTurn: ticket.inTurn } : importing;
  const asked = await askRow(context, words, { force, withoutProducts });
  ticket?.pass(); // one that was known, or none, has nothing to save
  await settleUnits(run, [
    () => {
      // A dry run's question is nobody's.
      const questionId = importing.dryRun
        ? undefined
        : putAsked(db, asked, { words, origin: "list" }, importing.now());
      const ending = keptApart(run, { ...asked, questionId });
      return {
        rows: settleRows(db, { listId: list.id, hash }, ending, importing.now()),
        albumId: asked.albumId,
      };
    },
  ]);
  return asked;
}

/** A dry run's rows are kept apart from the albums, and from the questions. */
const keptApart = ({ db, importing }: ListRun, ending: RowEnding): RowEnding =>
  db === importing.db ? ending : { ...ending, albumId: undefined, questionId: undefined };

/** Open rows, the known ones settled a batch a transaction on the way; what says the same comes once. */
export async function* unitsOf(run: ListRun): AsyncGenerator<Unit> {
  for (const rows of openRows(run.db, run.list)) {
    run.importing.signal?.throwIfAborted();
    yield* await settleKnown(run, rows.map(unitOf));
  }
}

const unitOf = ({ hash, words, askedAt }: ListRow): Unit => ({
  hash,
  words: JSON.parse(words) as RowWords,
  wasAsked: askedAt !== null,
});

/** @returns those that must be asked for. */
async function settleKnown(run: ListRun, units: Unit[]): Promise<Unit[]> {
  const { db, list, importing } = run;
  const toAsk: Unit[] = [];
  const known: { hash: string; ending: RowEnding; albumId: number | undefined }[] = [];
  for (const unit of units) {
    const atHand = endingAtHand(run, unit);
    if (atHand) known.push({ hash: unit.hash, ...atHand });
    else toAsk.push(unit);
  }
  await settleUnits(
    run,
    known.map(({ hash, ending, albumId }) => () => ({
      rows: settleRows(db, { listId: list.id, hash }, ending, importing.now()),
      albumId,
    })),
  );
  return toAsk;
}

/** By what a person said, what the list or the library has; undefined for what must be asked for. */
function endingAtHand(
  run: ListRun,
  { hash, words }: Unit,
): { ending: RowEnding; albumId: number | undefined } | undefined {
  const { db, list, importing } = run;
  const decided = findDecided(importing.db, words);
  if (decided) return { ending: keptApart(run, decided), albumId: decided.albumId };
  const same = findSettled(db, list.id, hash);
  const albumId = same?.albumId ?? findKnownAlbum(importing.db, words);
  if (albumId !== undefined) return { ending: keptApart(run, { state: "known", albumId }), albumId };
  if (!same || same.state === "created" || same.state === "known") return undefined;
  return { ending: endingOfRow(same), albumId: undefined };
}

/** What a person said of these words: not wanted, or an item without a source. */
function findDecided(db: Db, words: RowWords): RowEnding | undefined {
  for (const question of questionsAbout(db, words)) {
    const decision = standingDecision(db, question);
    const questionId = question.id;
    if (decision?.state === "dropped") return { state: "skipped", why: "not wanted", questionId };
    if (decision) return { state: "known", albumId: decision.itemId, questionId };
    // Words that were picked for are known to the library; together with an identifier they are known here alone.
    const picked = question.words.areTwo && question.state === "picked" ? itemThere(db, question) : undefined;
    if (picked !== undefined) return { state: "known", albumId: picked, questionId };
  }
  return undefined;
}

const endingOfRow = ({ state, questionId, why }: ListRow): RowEnding => ({
  state,
  questionId: questionId ?? undefined,
  why: why ?? undefined,
});

/** One transaction; told when it is on the disk. */
async function settleUnits(
  { transact, events }: ListRun,
  writes: (() => { rows: ListRow[]; albumId: number | undefined })[],
): Promise<void> {
  if (writes.length === 0) return;
  const settled = await transact(() => writes.map((write) => write()));
  for (const { rows, albumId } of settled) {
    for (const { number, line, raw, state, why } of rows)
      events.emit("list-row", { number, line, raw, state, albumId: albumId ?? null, why });
  }
}

function announce({ db, list, events, importing }: ListRun): void {
  const { rows, open } = countRows(db, list);
  const isAsked = importing.musicbrainz.asOf === undefined;
  let [albums, requests] = [0, 0];
  for (const page of openRows(db, list)) {
    albums += page.length;
    if (isAsked) for (const { words } of page.map(unitOf)) requests += requestsFor(words);
  }
  events.emit("list-started", { name: list.name, rows, open, albums, requests });
}

/** To MusicBrainz, for an album that is found at once, by an artist who is known. */
function requestsFor({ groupMbid, mbid, releaseMbid, barcode, ref }: RowWords): number {
  if ((groupMbid ?? mbid) !== undefined) return 1;
  if ((releaseMbid ?? barcode) !== undefined) return 2;
  return ref === undefined ? 2 : 3;
}
