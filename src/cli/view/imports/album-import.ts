import type { Db } from "../../../db/connection.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { hasTrackList } from "../../../importers/binding-table.ts";
import { albumQueryOf } from "../../../importers/album/query.ts";
import { mergeCommand } from "../../../errors.ts";
import type { Candidate } from "../../../importers/provider.ts";
import type { ImportResult } from "../../../importers/flow/result.ts";
import {
  describeAlbum,
  describeAlbumFacts,
  type AlbumDescription,
} from "../../../library/details/describe.ts";
import { typedRef } from "../../../refs.ts";
import { plainText, shellQuoted } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import type { Output } from "../../io/output.ts";
import { showTakenFor } from "./taken-for.ts";
import { discogsCredit } from "./notices.ts";
import { showBinding } from "./binding.ts";
import { shownCandidates } from "./ask.ts";
import { renderCandidates, typeOf } from "./candidates.ts";
import {
  exitCodeOf,
  jsonOfProviders,
  jsonOfUpstream,
  sayWhatNext,
  showProviders,
  type TypedItem,
} from "./import-result.ts";

export interface AlbumImportView {
  db: Db;
  io: Io;
  output: Output;
  dryRun: boolean | undefined;
}

/** An album import in words (or as the one JSON document), and its exit code. */
export function showAlbumImport(
  { db, output, dryRun, io }: AlbumImportView,
  result: ImportResult<AlbumFacts>,
  typed: TypedItem,
): number {
  const { words } = typed;
  const album = describeResult(db, result);
  output.document({
    outcome: result.outcome,
    ...(result.asked && { asked: true }),
    ...(dryRun && { dryRun }),
    album: album ?? null,
    providers: jsonOfProviders(result),
    ...jsonOfUpstream(result),
    jobs: result.jobs.map(({ id, kind, queue, state }) => ({ id, kind, queue, state })),
    candidates: result.candidates.map(
      ({ mbid, ref, title, artists, year, primaryType, score, why, ...more }) => {
        return { mbid, ref, title, artists, year, primaryType, score, why, ...more };
      },
    ),
    ...(result.binding && { binding: result.binding }),
  });
  if (album) showAlbum(output, result, album, { dryRun, words });
  else output.line(`${headline(result)}${words === undefined ? "" : `: ${plainText(words)}`}`);
  showProviders(output, result);
  if (result.binding) {
    const isOpen = dryRun === true || result.outcome === "ambiguous";
    showBinding(output, result.binding, isOpen);
    if (isOpen && result.binding.unfitting.length > 0) showHowToBind(output, result, typed);
  }
  if (dryRun) showReasons(output, result);
  for (const { id: jobId, kind } of result.jobs)
    output.line(`  queued       job ${jobId} ${whatItDoes(kind)}`);
  if (result.jobs.length > 0) output.line("               to do it now: importer worker --drain");
  if (result.candidates.length > 0 && !result.binding) showCandidates(output, io, result, typed.kept);
  if (result.providers.some(({ name, outcome }) => name === "discogs" && outcome === "found"))
    output.line(discogsCredit);
  if (!dryRun) sayWhatNext(output, "album", result, typed);
  return exitCodeOf(result.outcome);
}

/** A file without a track is a person's to decide. */
function showHowToBind(output: Output, result: ImportResult, { words, mbid }: TypedItem): void {
  const { itemId, binding, candidates } = result;
  const picked = binding?.edition?.ref ?? candidates[0]?.ref;
  // What was picked at a question is not what the words say.
  const isIdentifier = words !== undefined && albumQueryOf({ title: words })?.kind !== "title";
  const typed = isIdentifier ? words : picked ? typedRef(picked) : "";
  const named = mbid === undefined ? shellQuoted(typed) : `--mbid ${shellQuoted(mbid)}`;
  const command = `importer album --id ${itemId ?? ""} ${named}`;
  if (binding && !hasTrackList(binding)) {
    output.line("nothing was bound. To bind the album, its files as they are:");
    output.line(`  ${command} --yes`);
    return;
  }
  output.line("nothing was bound. To bind the files that fit, and leave the others as they are:");
  output.line(`  ${command} --partial`);
  output.line("or all of them, those that don't fit by their place:");
  output.line(`  ${command} --yes`);
}

function whatItDoes(kind: string): string {
  if (kind === "import-album-releases") return "imports its releases";
  return kind === "amazon-product-enrichment" ? "looks for it at Amazon" : `is ${kind}`;
}

function describeResult(db: Db, result: ImportResult<AlbumFacts>): AlbumDescription | undefined {
  const [facts] = result.preview;
  if (facts) return { ...describeAlbumFacts(facts), id: result.itemId ?? null };
  return result.itemId === undefined ? undefined : describeAlbum(db, result.itemId);
}

function showAlbum(
  output: Output,
  result: ImportResult,
  album: AlbumDescription,
  { dryRun, words }: { dryRun: boolean | undefined; words: string | undefined },
): void {
  const artists = creditText(album.artists);
  const details = [typeOf(album), album.firstReleaseDate].filter((text) => text).join(", ");
  const title = output.colour.bold(plainText(album.title));
  const id = album.id === null ? "" : `  [album ${album.id}]`;
  const state = dryRun && result.preview.length > 0 ? "would be imported" : headline(result);
  output.line(
    `${state}: ${title} — ${plainText(artists)}${details === "" ? "" : ` (${plainText(details)})`}${id}`,
  );
  showTakenFor(output, result, words, album.title);
  if (album.genres.length > 0) {
    output.line(`  genres       ${plainText(album.genres.slice(0, 6).join(", "))}`);
  }
}

const headline = (result: ImportResult): string => result.outcome.replace("_", " ");

/** How the resolver saw the field: the ranking, and the rule that decided. */
function showReasons(output: Output, result: ImportResult): void {
  for (const { evidence } of result.providers) {
    const { why, ranked } = (evidence ?? {}) as { why?: string; ranked?: RankedEvidence[] };
    if (why) output.line(`  decided      ${plainText(why)}`);
    for (const { title, artists, year, score, why: reasons } of ranked ?? []) {
      const words = `${title} — ${artists} (${year ?? "year unknown"}): ${reasons.join(", ")}`;
      output.line(`  ${score.toFixed(3)}        ${plainText(words)}`);
    }
  }
  output.line("  nothing was written (--dry-run)");
}

interface RankedEvidence extends Pick<Candidate, "title" | "artists" | "year" | "score" | "why"> {
  coverage: number;
}

/** Each with the command that picks it: a script, or a person without a terminal, can go on from here. */
function showCandidates(
  output: Output,
  io: Io,
  { outcome, candidates, itemId }: ImportResult,
  kept = "",
): void {
  const shown = candidates.slice(0, shownCandidates);
  output.line(outcome === "ambiguous" ? "" : "  the library has what may be meant:");
  output.line(renderCandidates(shown, { columns: io.columns, colour: output.colour }));
  output.line("to pick one:");
  for (const [at, candidate] of shown.entries())
    output.line(`  ${at + 1}  ${pickCommand(candidate, itemId, kept)}`);
  const hidden = candidates.length - shown.length;
  if (hidden > 0) output.line(`and ${hidden} more: narrow it with --artist or --year`);
}

/** Of an album that the library has (`itemId`), the pick says what that very album is; another one of the library is made one with it. */
function pickCommand({ id, mbid, ref }: Candidate, itemId: number | undefined, kept: string): string {
  const named = mbid || (ref ? typedRef(ref) : "");
  if (itemId === undefined) return `importer album ${id === undefined ? named : `--id ${id}`}${kept}`;
  if (id !== undefined && id !== itemId)
    return `${mergeCommand("album", itemId, id)}${kept.includes(" --dry-run") ? " --dry-run" : ""}`;
  return `importer album --id ${itemId} ${mbid === "" ? "" : "--mbid "}${named}${kept}`;
}
