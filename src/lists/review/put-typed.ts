import type { ImportContext } from "../../importers/context.ts";
import type { ImportResult } from "../../importers/result.ts";
import { putQuestion } from "./questions.ts";

/** Keeps the question that a typed command left. */
export async function putTyped(
  { db, now, transact }: ImportContext,
  { title, artist, year }: { title: string; artist: string | undefined; year: number | undefined },
  { outcome, candidates, providers }: ImportResult,
): Promise<void> {
  const isWeak = providers.some((provider) => provider.outcome === "weak");
  const why = providers.flatMap(({ errors }) => errors)[0] ?? "several albums of the library fit";
  const words =
    artist === undefined && year === undefined
      ? { text: title }
      : { title, ...(artist !== undefined && { artist }), ...(year !== undefined && { year }) };
  const kind = outcome === "not_found" ? outcome : isWeak ? "weak" : "ambiguous";
  await transact(() => putQuestion(db, { words, origin: "typed", outcome: kind, why, candidates }, now()));
}
