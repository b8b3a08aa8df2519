import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { albums } from "./music.ts";

/** Shop products that were held against an album: the memory behind the links, with the refused ones. */

export const productVerdicts = ["match", "no_match", "unsure"] as const;
export const productOrigins = ["musicbrainz", "barcode", "search", "person"] as const;

/** A link's facts, as they were at `checkedAt` (ms UTC). */
export interface KeptOffer {
  url: string;
  format: string | null;
  priceCents: number | null;
  currency: string | null;
  checkedAt: number;
  imageUrl?: string;
}

export const products = sqliteTable(
  "products",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    /** `amazon`: the source of the link that it may become. */
    source: text().notNull(),
    /** The ASIN. */
    externalId: text("external_id").notNull(),
    /** How it was first found. */
    foundBy: text("found_by", { enum: productOrigins }).notNull(),
    title: text(),
    verdict: text({ enum: productVerdicts }).notNull(),
    /** Who had the last word on `verdict`: `rules`, or the model's name. */
    decidedBy: text("decided_by").notNull(),
    reasons: text({ mode: "json" }).$type<string[]>().notNull(),
    /** A person's word: no later run may change what follows from it. */
    decision: text({ enum: ["confirmed", "removed"] }),
    decidedAt: integer("decided_at"),
    /** What its link said when it was taken away; it comes back with it. */
    offer: text({ mode: "json" }).$type<KeptOffer>(),
    checkedAt: integer("checked_at").notNull(),
    /** When the shop itself last said what it is, or that it has none (ms UTC); 0: never. */
    askedAt: integer("asked_at").notNull().default(0),
    /** The shop (its host) that had it and has it no more, since when. */
    gone: text({ mode: "json" }).$type<{ host: string; at: number }>(),
  },
  (t) => [
    uniqueIndex("products_album").on(t.albumId, t.source, t.externalId),
    index("products_asked")
      .on(t.source, t.askedAt)
      .where(sql`gone IS NULL AND (decision = 'confirmed' OR (decision IS NULL AND verdict = 'match'))`),
  ],
);

/** What a shop answered to a job that has not ended: it goes on where it was, and asks nothing twice. */
export const shopAnswers = sqliteTable(
  "shop_answers",
  {
    /** A hash of the question, and of who asked which shop. */
    key: text().primaryKey(),
    albumId: integer("album_id")
      .notNull()
      .references(() => albums.id, { onDelete: "cascade" }),
    answer: text({ mode: "json" }).$type<unknown>().notNull(),
    answeredAt: integer("answered_at").notNull(),
  },
  (t) => [index("shop_answers_album").on(t.albumId)],
);

/** What a model answered, by the hash of all that it was asked: the same question is never paid for twice. */
export const aiAnswers = sqliteTable("ai_answers", {
  key: text().primaryKey(),
  model: text().notNull(),
  answer: text({ mode: "json" }).$type<unknown>().notNull(),
  answeredAt: integer("answered_at").notNull(),
});

/** A source that refuses us until a person acts: nobody asks it again with the same credentials for a while. */
export const refusals = sqliteTable("refusals", {
  source: text().primaryKey(),
  /** A hash of the credentials that were refused; with others it is worth a try at once. */
  credentials: text().notNull(),
  message: text().notNull(),
  hint: text().notNull(),
  refusedAt: integer("refused_at").notNull(),
});
