import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { itemTypes } from "../item-types.ts";
import { albums } from "./music.ts";

/** Lists of albums that a person gave, their rows, and the questions that they (and typed commands) left. */

export const rowStates = [
  "open",
  "created",
  "known",
  "ambiguous",
  "weak",
  "not_found",
  "unavailable",
  "refused",
  "skipped",
] as const;
export type RowState = (typeof rowStates)[number];

export const lists = sqliteTable(
  "lists",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** Its path, or what `--name` calls it. */
    name: text().notNull(),
    /** How often it was read; the rows of the last reading are the list. */
    reading: integer().notNull().default(0),
    createdAt: integer("created_at").notNull(),
    /** ms UTC: when its rows were last asked for. */
    ranAt: integer("ran_at"),
  },
  (t) => [uniqueIndex("lists_name").on(t.name)],
);

export const questionStates = ["open", "later", "picked", "kept", "dropped", "moot"] as const;
export type QuestionState = (typeof questionStates)[number];

/** What only a person can tell: which album words mean. */
export const reviewQuestions = sqliteTable(
  "review_questions",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    itemType: text("item_type", { enum: itemTypes }).notNull(),
    /** Of the words: the same ones are one question, wherever they come from. */
    wordsKey: text("words_key").notNull(),
    /** The words as they were given, as the JSON of what a row says. */
    words: text().notNull(),
    /** The library's own item that has these words, of one that was read from files. */
    itemId: integer("item_id"),
    /** `typed`, `list`, `complete`, `job`. */
    origin: text().notNull(),
    outcome: text({ enum: ["ambiguous", "weak", "not_found"] }).notNull(),
    why: text().notNull(),
    candidates: text().notNull(),
    /** Of the best candidate; 0 without one. */
    score: real().notNull(),
    state: text({ enum: questionStates }).notNull().default("open"),
    askedAt: integer("asked_at").notNull(),
    decidedAt: integer("decided_at"),
    /** The entry of the ledger that decided it: undoing its run asks anew. */
    decidedBy: integer("decided_by"),
  },
  (t) => [
    uniqueIndex("review_questions_words").on(t.itemType, t.wordsKey),
    index("review_questions_state").on(t.state, t.id),
    index("review_questions_decided")
      .on(t.decidedBy)
      .where(sql`decided_by IS NOT NULL`),
  ],
);

export const listRows = sqliteTable(
  "list_rows",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    listId: integer("list_id")
      .notNull()
      .references(() => lists.id, { onDelete: "cascade" }),
    /** From 1, among the rows of the last reading that had it. */
    number: integer().notNull(),
    line: integer(),
    raw: text().notNull(),
    /** Of what it says. */
    hash: text().notNull(),
    /** From 1: rows may say the same. */
    occurrence: integer().notNull(),
    /** What it says, as JSON. */
    words: text().notNull(),
    state: text({ enum: rowStates }).notNull(),
    albumId: integer("album_id").references(() => albums.id, { onDelete: "set null" }),
    questionId: integer("question_id").references(() => reviewQuestions.id, { onDelete: "set null" }),
    why: text(),
    /** The last reading that had it. */
    reading: integer().notNull(),
    askedAt: integer("asked_at"),
  },
  (t) => [
    uniqueIndex("list_rows_hash").on(t.listId, t.hash, t.occurrence),
    index("list_rows_state").on(t.listId, t.state, t.id),
    index("list_rows_number").on(t.listId, t.number),
    index("list_rows_album")
      .on(t.albumId)
      .where(sql`album_id IS NOT NULL`),
    index("list_rows_question")
      .on(t.questionId)
      .where(sql`question_id IS NOT NULL`),
  ],
);
