import type { Candidate } from "../../../importers/provider.ts";
import { firstTrouble, type ImportResult } from "../../../importers/flow/result.ts";
import type { TitleReading } from "../../../matching/typed/recognise.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { converse } from "../../io/converse.ts";
import { createOutput, tell } from "../../io/output.ts";
import { renderCandidates } from "./candidates.ts";

/** How many of the candidates a person is shown. */
export const shownCandidates = 12;

/** A numbered list and a question. Undefined when the person wants none of them. */
export async function askWhich(
  result: ImportResult,
  io: Io,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const candidates = result.candidates.slice(0, shownCandidates);
  const why = firstTrouble(result);
  const { colour } = createOutput(io, {});
  tell(io, why ? plainText(why) : "several albums of the library fit");
  io.stderr.write(renderCandidates(candidates, { columns: io.columns, colour }));
  const range = candidates.length === 1 ? "1" : `1-${candidates.length}`;
  let picked: Candidate | undefined;
  await converse(`Which one? ${range}, or Enter for none: `, io, signal, (answer) => {
    picked = /^\d+$/.test(answer) ? candidates[Number(answer) - 1] : undefined;
    if (picked || answer === "" || /^(n|no|none|q)$/i.test(answer)) return "settled";
    tell(io, `  "${plainText(answer)}" is not one of them`);
    return "again";
  });
  return picked;
}

/** Nothing was found: other words? Undefined when the person leaves it. */
export async function askTitle(
  reading: TitleReading,
  io: Io,
  signal: AbortSignal,
): Promise<string | undefined> {
  const by = reading.artist === undefined ? "" : ` by ${reading.artist}`;
  tell(io, `nothing found for "${plainText(reading.title + by)}"`);
  let title: string | undefined;
  await converse("Another title (or: Artist - Title), or Enter to leave it: ", io, signal, (answer) => {
    title = answer === "" ? undefined : answer;
    return "settled";
  });
  return title;
}
