import { integer } from "drizzle-orm/sqlite-core";

/** ms UTC: when its source answered that it has it no longer; null while it does. */
export const goneAt = { goneAt: integer("gone_at") };
/** ms UTC. */
export const timestamps = {
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
};
