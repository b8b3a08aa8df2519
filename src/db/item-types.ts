/** The kinds of items that identifiers, runs and questions are about; beside the schema, so that naming them does not load drizzle. */
export const itemTypes = ["artist", "album", "release", "track"] as const;
export type ItemType = (typeof itemTypes)[number];
