import { UnwantedError } from "../errors.ts";
import { importArtist } from "../importers/artist/import.ts";
import { artistQueryOf } from "../importers/artist/query.ts";
import { firstTrouble, isInLibrary, isWeak } from "../importers/flow/result.ts";
import type { PayloadOf } from "../jobs/queue/kinds.ts";
import type { Task } from "../jobs/queue/task.ts";
import { argumentQuoted } from "../plain-text.ts";
import { putQuestion } from "../lists/review/questions.ts";
import type { TaskContext } from "./context.ts";

type ArtistPayload = PayloadOf<"import-artist">;

/** One artist by name or MBID. What only a person can tell becomes a question for review. */
export function importArtistLater({ importing }: TaskContext): Task<ArtistPayload> {
  return async ({ payload, save, signal }) => {
    const { db, now } = importing;
    const query = artistQueryOf(payload);
    const { name, mbid } = payload;
    const toAskAgain = `importer artist --force-providers ${argumentQuoted(name ?? mbid ?? "")}`;
    const context = { ...importing, transact: save, signal, toAskAgain };
    const result = await importArtist(context, { query, force: false, only: [] });
    const { outcome, itemId, candidates } = result;
    if (isInLibrary(outcome)) return { outcome: "done", detail: `${outcome}: artist ${itemId}` };
    const fault = result.providers.find((provider) => provider.fault !== undefined)?.fault;
    if (fault instanceof UnwantedError) return { outcome: "done", detail: fault.message };
    const why = firstTrouble(result) ?? "several artists of the library fit";
    if (outcome !== "ambiguous" && outcome !== "not_found") throw fault ?? new Error(why);
    const asked = outcome === "ambiguous" && isWeak(result) ? "weak" : outcome;
    const words = { ...(name !== undefined && { artist: name }), ...(mbid !== undefined && { mbid }) };
    return {
      outcome: "done",
      detail: `${asked.replace("_", " ")}: ${why} (importer review)`,
      save: () =>
        void putQuestion(
          db,
          { itemType: "artist", words, origin: "job", outcome: asked, why, candidates },
          now(),
        ),
    };
  };
}
