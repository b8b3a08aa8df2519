import { exitCodes, UserError, type ExitCode } from "../../errors.ts";
import { shellQuoted } from "../../plain-text.ts";
import type { AlbumImport } from "../../importers/album/import.ts";
import { albumQueryOf, queryOfIdentity } from "../../importers/album/query.ts";
import type { Candidate } from "../../importers/provider.ts";
import { firstTrouble, isInLibrary, type ImportResult } from "../../importers/flow/result.ts";
import type { ReviewQuestion } from "./questions.ts";

/** The candidate that a number names; undefined where it is none. @throws UserError for one that the question does not have */
export function candidateAt({ id, candidates }: ReviewQuestion, ref: string): Candidate | undefined {
  if (!/^\d{1,2}$/.test(ref)) return undefined;
  const candidate = candidates[Number(ref) - 1];
  if (candidate) return candidate;
  const hint =
    candidates.length === 0
      ? `it has no candidate: importer review pick ${id} <MBID or address>`
      : `it has 1 to ${candidates.length}; for instance: importer review pick ${id} 1`;
  throw new UserError(`question ${id} has no candidate ${Number(ref)}`, { hint });
}

export type AlbumTarget = Pick<AlbumImport, "id" | "query">;

/** The album that a pick names. @throws UserError where it names none */
export function albumTarget(question: ReviewQuestion, ref: string): AlbumTarget {
  const candidate = candidateAt(question, ref);
  if (candidate?.ref) return { query: queryOfIdentity(candidate.ref) };
  if (candidate?.id !== undefined) return { id: candidate.id };
  if (candidate) return { query: { kind: "release-group", mbid: candidate.mbid } };
  const query = albumQueryOf({ title: ref });
  if (query?.kind === "mbid") return { query: { kind: "release-group", mbid: query.mbid } };
  if (query && query.kind !== "title") return { query };
  throw namesNone(question, ref, "album");
}

/** Of a pick whose words are neither a candidate nor an identifier. */
export const namesNone = ({ id }: ReviewQuestion, ref: string, what: "album" | "artist"): UserError =>
  new UserError(`"${ref}" names no ${what}`, {
    hint: `give the number of a candidate, an MBID, or an address: importer review pick ${id} <ref>; or keep, drop, later`,
  });

/** Of a dry run: what was picked is in the library, or would be. */
export const wouldBeHad = ({ outcome, preview }: ImportResult): boolean =>
  outcome !== "ambiguous" && (isInLibrary(outcome) || preview.length > 0);

/** What was picked could not be had. */
export function notHad({ id }: ReviewQuestion, ref: string, result: ImportResult): UserError {
  const { outcome } = result;
  const codes: Record<string, ExitCode> = {
    not_found: exitCodes.notFound,
    ambiguous: exitCodes.ambiguous,
    unavailable: exitCodes.unavailable,
    rejected: exitCodes.rejected,
  };
  const asks = outcome === "ambiguous" && result.binding !== undefined;
  return new UserError(`question ${id}: ${ref}: ${firstTrouble(result) ?? outcome}`, {
    hint: asks
      ? `importer review pick ${id} ${shellQuoted(ref)} --partial binds the files that fit; --yes binds all, by their place`
      : "the question stays open: importer review",
    exitCode: codes[outcome] ?? exitCodes.failed,
  });
}
