import type { Db } from "../../../db/connection.ts";
import type { ImportResult } from "../../../importers/flow/result.ts";
import { showArtist as readArtist } from "../../../library/details/show.ts";
import { typedRef } from "../../../refs.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { showTakenFor } from "./taken-for.ts";
import { renderCandidates } from "./candidates.ts";
import {
  exitCodeOf,
  jsonOfProviders,
  jsonOfUpstream,
  sayWhatNext,
  showProviders,
  type TypedItem,
} from "./import-result.ts";

/** An artist import in words (or as the one JSON document), and its exit code. */
export function showArtistImport(db: Db, output: Output, result: ImportResult, typed: TypedItem): number {
  const { words, kept = "" } = typed;
  const artist = result.itemId === undefined ? undefined : readArtist(db, result.itemId);
  output.document({
    outcome: result.outcome,
    ...(result.asked && { asked: true }),
    artist: artist ?? null,
    providers: jsonOfProviders(result),
    ...jsonOfUpstream(result),
    candidates: result.candidates,
  });
  const state = result.outcome.replace("_", " ");
  if (artist) {
    const details = [artist.kind, artist.country, artist.beganOn].filter((text) => text).join(", ");
    output.line(
      `${state}: ${output.colour.bold(plainText(artist.name))}${details === "" ? "" : ` (${plainText(details)})`}  [artist ${artist.id}]`,
    );
    showTakenFor(output, result, words, artist.name);
  } else output.line(`${state}${words === undefined ? "" : `: ${plainText(words)}`}`);
  showProviders(output, result);
  if (result.candidates.length > 0) {
    output.line(result.outcome === "ambiguous" ? "" : "  the library has who may be meant:");
    output.line(renderCandidates(result.candidates, output));
    output.line("to pick one:");
    for (const [at, { id, mbid, ref }] of result.candidates.entries()) {
      // Of an artist whom the library has, the pick says who that very artist is.
      const own = result.itemId === undefined ? "" : `--id ${result.itemId} `;
      const named = mbid === "" && ref ? typedRef(ref) : `--mbid ${mbid}`;
      output.line(`  ${at + 1}  importer artist ${id === undefined ? own + named : `--id ${id}`}${kept}`);
    }
  }
  sayWhatNext(output, "artist", result, typed);
  return exitCodeOf(result.outcome);
}
