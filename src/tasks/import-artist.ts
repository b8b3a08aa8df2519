import { exitCodes, UserError } from "../errors.ts";
import { importArtist } from "../importers/artist/import.ts";
import { artistQueryOf } from "../importers/artist/query.ts";
import { firstTrouble, isInLibrary, type ImportResult } from "../importers/result.ts";
import type { PayloadOf } from "../jobs/kinds.ts";
import type { Task } from "../jobs/task.ts";
import { textOfRef } from "../refs.ts";
import type { TaskContext } from "./context.ts";

type ArtistPayload = PayloadOf<"import-artist">;

/** One artist by name or MBID. What only a person can tell fails at once, and waits for one, with the commands that decide it. */
export function importArtistLater({ importing }: TaskContext): Task<ArtistPayload> {
  return async ({ payload, save, signal }) => {
    const query = artistQueryOf(payload);
    const context = { ...importing, transact: save, signal };
    const result = await importArtist(context, { query, force: false, only: [] });
    const { outcome, itemId } = result;
    if (isInLibrary(outcome)) return { outcome: "done", detail: `${outcome}: artist ${itemId}` };
    const fault = result.providers.find((each) => each.fault !== undefined)?.fault;
    if (fault !== undefined && outcome !== "ambiguous" && outcome !== "not_found") throw fault;
    throw undecided(payload, result);
  };
}

/** How many candidates are named in a job's fault. */
const shownCandidates = 5;

function undecided({ name, mbid }: ArtistPayload, result: ImportResult): UserError {
  const why = firstTrouble(result) ?? result.outcome.replace("_", " ");
  const commands = result.candidates.slice(0, shownCandidates).map((candidate) => {
    const { id, ref, title } = candidate;
    const named = id !== undefined ? `--id ${id}` : ref ? textOfRef(ref) : `--mbid ${candidate.mbid}`;
    return `importer artist ${named} (${title})`;
  });
  const words = [`${name ?? mbid ?? ""}: ${why}`, ...commands].join("; ");
  return new UserError(words, { hint: "importer artist --mbid <id>", exitCode: exitCodes.ambiguous });
}
