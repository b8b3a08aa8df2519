import type { Reply } from "../stand-in.ts";
import type { DemoCatalogue, Collection, Json } from "./documents.ts";
import * as replies from "./replies.ts";

/** What a collection's page says of it; the real service tells a private one to its owner only, and this one has no log-in. */
export function answerCollection({ collections }: DemoCatalogue, mbid: string): Reply {
  const found = collections?.get(mbid);
  if (!found) return replies.notFound();
  if (!found.isPublic) return replies.unauthorised();
  const { name, editor, entityType, holds } = found;
  const count = `${entityType.replace("_", "-")}-count`;
  return replies.answer(
    { id: mbid, name, editor, "entity-type": entityType, [count]: holds.length },
    "lookup",
  );
}

/**
 * What a browse by collection lists of this kind, or the refusal. Of a collection of another kind the real service lists nothing,
 * without a word.
 */
export function membersOf(
  { collections }: DemoCatalogue,
  mbid: string,
  { entityType, documents }: { entityType: Collection["entityType"]; documents: Map<string, Json> },
): Json[] | Reply {
  const found = collections?.get(mbid);
  if (!found) return replies.notFound();
  if (!found.isPublic) return replies.unauthorised();
  if (found.entityType !== entityType) return [];
  return found.holds.map((id) => documents.get(id)).filter((document) => document !== undefined);
}
