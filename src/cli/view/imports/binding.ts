import { basename } from "node:path";
import type { Unfitting } from "../../../importers/context.ts";
import type { BindingTable, ToldTrack } from "../../../importers/binding-table.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, tell, type Output } from "../../io/output.ts";
import { converse } from "../../io/converse.ts";
import { renderTable } from "../../layout/table.ts";
import { duration } from "../../layout/text.ts";
import { countText } from "../../../counts.ts";
import { hasTrackList, whyUnfitting } from "../../../importers/binding-table.ts";

type Laid = BindingTable["files"][number];

/** The files of an album beside the tracks of the edition that it is bound to: the whole table where a file fits none, else a line. */
export function showBinding(output: Output, table: BindingTable, isOpen: boolean): void {
  const { edition, files, missing, unfitting } = table;
  if (files.length > 0 && !hasTrackList(table)) {
    if (!isOpen) output.line("  files        stay as they are: no track list is known to lay them beside");
    return;
  }
  if (!edition) return;
  if (isOpen) output.line(renderBinding(table, output));
  const fitting = files.length - unfitting.length;
  if (files.length > 0)
    output.line(`  files        ${fitting} of ${files.length} fit ${editionWords(edition)}`);
  if (files.length > 0 && missing.length > 0)
    output.line(`  missing      ${countText(missing.length, "track")} of it: ${plainText(namesOf(missing))}`);
}

function editionWords({ title, releasedOn, country, tracks }: NonNullable<BindingTable["edition"]>): string {
  const about = [releasedOn, country, countText(tracks, "track")].filter(Boolean).join(", ");
  return plainText(`"${title}" (${about})`);
}

const mostNamed = 5;

function namesOf(tracks: ToldTrack[]): string {
  const named = tracks.slice(0, mostNamed).map((track) => `${placeText(track)} ${track.title}`);
  const more = tracks.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

const placeText = ({ disc, number }: ToldTrack): string => (disc > 1 ? `${disc}.${number}` : (number ?? ""));

function renderBinding({ files, missing }: BindingTable, screen: Pick<Output, "columns" | "colour">): string {
  const rows: { file: Laid | null; track: ToldTrack | null }[] = [
    ...files.map((file) => ({ file, track: file.track })),
    ...missing.map((track) => ({ file: null, track })),
  ];
  const columns = [
    { title: "file", value: ({ file }: Row) => file && basename(file.path), flexible: true },
    { title: "says", value: ({ file }: Row) => file?.title, flexible: true },
    { title: "length", value: ({ file }: Row) => file && duration(file.lengthMs), align: "right" as const },
    { title: "", value: ({ track }: Row) => track && placeText(track), align: "right" as const },
    { title: "track", value: ({ track }: Row) => track?.title, flexible: true },
    {
      title: "length",
      value: ({ track }: Row) => track && duration(track.lengthMs),
      align: "right" as const,
    },
    { title: "off", value: ({ file }: Row) => file && offText(file), align: "right" as const },
    { title: "", value: verdictOf },
  ];
  return renderTable(rows, columns, screen);
}

type Row = { file: Laid | null; track: ToldTrack | null };

function verdictOf({ file, track }: Row): string {
  if (!file) return "missing";
  if (file.fits) return "fits";
  return track ? "another?" : "extra";
}

/** `+12 s`; `?` where a length is unknown. */
function offText({ differenceMs, track }: Laid): string {
  if (!track) return "";
  if (differenceMs === null) return "?";
  const seconds = Math.round(differenceMs / 1000);
  return `${seconds > 0 ? "+" : ""}${seconds} s`;
}

/** What to do about files that fit no track. Undefined: nothing is bound. */
export async function askUnfitting(
  table: BindingTable,
  io: Io,
  signal: AbortSignal,
): Promise<Exclude<Unfitting, "ask"> | undefined> {
  const { colour } = createOutput(io, {});
  io.stderr.write(renderBinding(table, { columns: io.columns, colour }));
  tell(io, whyUnfitting(table));
  let answered: Exclude<Unfitting, "ask"> | undefined;
  const question = "Bind those that (f)it, (a)ll by their place, or Enter for nothing: ";
  await converse(question, io, signal, (answer) => {
    if (!/^(f|fit|a|all|n|no|none|q|)$/i.test(answer)) return "again";
    if (/^f/i.test(answer)) answered = "leave";
    if (/^a/i.test(answer)) answered = "by place";
    return "settled";
  });
  return answered;
}
