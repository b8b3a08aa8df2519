import type { Part } from "../../format.ts";
import type { CatalogueDb } from "../../open.ts";
import type { Packed } from "../../packing/codec.ts";
import {
  createCompressor,
  dictionaryBytes,
  dictionaryOf,
  type Compressor,
} from "../../packing/dictionary.ts";
import { readArchive, type Archive, type ArchiveReading } from "../archives/archive.ts";
import type { Hearing } from "./documents.ts";
import { createLoader, type Loader, type LoadOptions } from "./loaders.ts";
import { createUnread } from "./unread.ts";
import { readProgress, writeProgress } from "../progress.ts";

/** So many documents are saved at once, or those of a second: that is what a power cut costs. */
const mostDocuments = 20_000;
const longestMs = 1_000;
/** Of documents that say next to nothing: they have little in common, and nothing is saved before. */
const mostHeld = 5_000;

export interface Loading extends ArchiveReading, LoadOptions {
  /** After every thousand documents. */
  onDocuments?(documents: number): void;
}

/**
 * Loads the documents of an archive, from where an interrupted build stopped. Rows and the number of lines that are done are
 * saved in one transaction.
 */
export async function loadPart(db: CatalogueDb, archive: Archive, loading: Loading): Promise<void> {
  const { part } = archive;
  const done = readProgress(db, part);
  const loader = createLoader(db, part, loading);
  const rows = createRows(db, part, loader);
  let [number, bytes, savedLines, savedAt] = [0, 0, done.lines, performance.now()];
  const unread = createUnread(db, part);
  const hearing: Hearing = {
    refuse: (why) => archive.refuse(`line ${number} of mbdump/${part} can't be used: ${why}`),
    unread: (says) => unread.note(number, says),
  };
  const save = (): void => {
    unread.save();
    writeProgress(db, part, { lines: number, bytes, loaded: done.loaded + rows.count() });
    db.exec("COMMIT; BEGIN IMMEDIATE");
    [savedLines, savedAt] = [number, performance.now()];
  };
  function take(line: Buffer): void {
    number++;
    if (number % 1000 === 0) loading.onDocuments?.(number);
    if (number <= done.lines) return;
    rows.add(number, loader.read(line, hearing));
    const isDue = number - savedLines >= mostDocuments || performance.now() - savedAt > longestMs;
    if (isDue && rows.isSettled()) save();
  }

  db.exec("BEGIN IMMEDIATE");
  try {
    const reading: ArchiveReading = {
      ...loading,
      onRead(read) {
        bytes += read;
        loading.onRead?.(read);
      },
    };
    await readArchive(archive, reading, { front: () => undefined, line: take });
    rows.settle();
    loading.onDocuments?.(number);
    save();
    db.exec("COMMIT");
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Documents become rows; the first ones are held back until there are enough to make a dictionary of. */
function createRows(db: CatalogueDb, part: Part, loader: Loader) {
  let compressor = storedCompressor(db, part);
  let held: { id: number; read: unknown; packed: Packed }[] = [];
  let [heldLength, inserted] = [0, 0];

  function insert(id: number, read: unknown, packed: Packed, by: Compressor): void {
    if (loader.insert(id, read, packed, by)) inserted++;
  }

  function settle(): void {
    if (compressor) return;
    const texts = held.map(({ packed }) => packed.text);
    const dictionary = dictionaryOf(texts, part);
    db.prepare("INSERT INTO dictionaries (part, bytes) VALUES (?, ?)").run(part, dictionary);
    compressor = createCompressor(dictionary);
    for (const { id, read, packed } of held) insert(id, read, packed, compressor);
    held = [];
  }

  return {
    add(id: number, read: unknown): void {
      const packed = loader.pack(read);
      if (compressor) return insert(id, read, packed, compressor);
      held.push({ id, read, packed });
      heldLength += packed.text.length;
      if (heldLength >= dictionaryBytes[part] || held.length >= mostHeld) settle();
    },
    settle,
    isSettled: () => compressor !== undefined,
    count: () => inserted,
  };
}

function storedCompressor(db: CatalogueDb, part: Part): Compressor | undefined {
  const stored = db
    .prepare<[Part], Buffer>("SELECT bytes FROM dictionaries WHERE part = ?")
    .pluck()
    .get(part);
  return stored === undefined ? undefined : createCompressor(stored);
}
