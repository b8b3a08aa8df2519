import { creditText, type Credit } from "../../../facts.ts";
import type { ItemLine } from "../../../finding/find.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { bytesText } from "../../layout/words.ts";
import { duration, localTime, pad } from "../../layout/text.ts";

/** A file, what it is a recording of, and what was noted of it; what nobody knows is left out. */
export function printFile(output: Output, file: ItemLine): void {
  const text = (name: string): string => (file[name] === null ? "" : String(file[name]));
  const numbered = (name: string, id: string): string =>
    text(id) === "" ? "" : `${text(name)}  [${id.slice(0, -2)} ${text(id)}]`;
  output.line(output.colour.bold(plainText(text("path"))));
  const fields = [
    ["state", text("state")],
    ["track", numbered("title", "trackId")],
    ["artist", creditText((file["artists"] ?? []) as Credit[])],
    ["album", numbered("album", "albumId")],
    ["length", file["lengthMs"] === null ? "" : duration(file["lengthMs"] as number)],
    ["size", bytesText(file["sizeBytes"] as number)],
    ["recording", text("mbid")],
    ["error", text("error")],
    ["duplicate", text("duplicateOf")],
    ["scanned", localTime(Date.parse(text("scannedAt")))],
  ] as const;
  for (const [name, value] of fields)
    if (value !== "") output.line(`  ${output.colour.dim(pad(name, 10))} ${plainText(value)}`);
}
