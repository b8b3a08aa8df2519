import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import { kindNames, type KindName } from "../../finding/field.ts";
import type { ItemQuery } from "../../finding/query/parse-query.ts";
import { plainText } from "../../plain-text.ts";
import { withLibrary } from "../run/context.ts";
import { parseCountFlag, parseCountFromZero } from "../typed/flags.ts";
import type { Io } from "../io/io.ts";
import { kindArgument } from "../typed/kind-argument.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput, writePieces, type Output } from "../io/output.ts";
import type { LineFormat } from "../layout/line-formats.ts";
import type { NamedItem } from "../../which/item.ts";
import { findItem, mergedText } from "../typed/which.ts";
import { firstAlbum, firstFiles, sayBeyond } from "../view/items/first-step.ts";

interface ListFlags extends Partial<Record<LineFormat, boolean>> {
  album?: string;
  sort?: string;
  columns?: string;
  limit?: number;
  offset?: number;
}

export function addListCommand(program: Command, io: Io): void {
  program
    .command("list")
    .description("list what is in the library, or what of it fits a query")
    .addArgument(kindArgument(kindNames))
    .argument("[query...]", 'such as genre:rock year:1970..1979 artist:"pink floyd" -type:live')
    .option("--album <which>", "only the tracks of this album, in its order")
    .option("--sort <fields>", "such as year-,title")
    .option("--columns <fields>", "such as id,artist,title,mbid")
    .option("--limit <number>", "at most so many", parseCountFlag)
    .option("--offset <number>", "leave out so many first", parseCountFromZero)
    .option("--json", "print one JSON document")
    .option("--ndjson", "print a JSON document a line")
    .option("--csv", "print CSV, for spreadsheets")
    .option("--tsv", "print tab-separated values")
    .allowUnknownOption() // `-type:live` is a term
    .action(async (what: KindName, words: string[], flags: ListFlags, command: Command) => {
      const format = oneFlagOf(flags, ["json", "ndjson", "csv", "tsv"], "importer list");
      await refuseUnknownFlags(words, command);
      return withLibrary(io, async ({ db }) => {
        const output = createOutput(io, { json: format !== undefined });
        const album = await albumMeant(db, what, flags, output);
        const isAsItIs = flags.sort === undefined && flags.columns === undefined;
        const isOfRecord = album && isAsItIs && (format ?? "json") === "json";
        if (isOfRecord) return listTracksOf(db, album, words, flags, output);
        const query = album ? [...words, `albumId:${album.id}`] : words;
        return listWhatFits(db, what, query, { ...flags, format }, { io, output });
      });
    });
}

/** What begins with two dashes is a flag that there is not. */
async function refuseUnknownFlags(words: string[], { options }: Command): Promise<void> {
  const flag = words.find((word) => word.startsWith("--"));
  if (flag === undefined) return;
  if (options.some(({ long }) => long === flag.split("=")[0])) {
    throw new UserError(`${flag} stands behind --, where all are words to look for`, {
      hint: "flags come first; -- is not needed for a condition such as -type:live",
    });
  }
  const { nearestName } = await import("../../matching/text/edit-distance.ts");
  const { meantText } = await import("../layout/words.ts");
  const known = options.flatMap(({ long }) => long ?? []);
  const nearest = nearestName(flag.split("=")[0]!, [...known, "--help"]);
  throw new UserError(`unknown option '${flag}'${meantText(nearest)}`, { hint: "importer list --help" });
}

/** What `--album` names. */
async function albumMeant(
  db: Db,
  what: KindName,
  { album }: ListFlags,
  output: Output,
): Promise<NamedItem | undefined> {
  if (album === undefined) return undefined;
  if (what !== "tracks") {
    throw new UserError(`--album is for tracks, not for ${what}`, {
      hint: `importer list tracks --album ${album}`,
    });
  }
  const asked = { what: "album", words: album, command: "importer list tracks --album" } as const;
  return findItem(db, asked, output);
}

/** The tracks of one album in the order of the record, with their places and files; those that the words find. */
async function listTracksOf(
  db: Db,
  { id: albumId, title }: NamedItem,
  words: string[],
  { limit = Infinity, offset = 0, json }: ListFlags,
  output: Output,
): Promise<void> {
  const { listAlbumTracks } = await import("../../library/details/album-tracks.ts");
  const { itemKinds: kinds } = await import("../../finding/kinds/kinds.ts");
  const { parseQuery } = await import("../../finding/query/parse-query.ts");
  const { findIds } = await import("../../finding/find.ts");
  const query = await following(db, parseQuery(kinds.tracks, [...words, `albumId:${albumId}`]), output);
  const fitting = new Set(findIds(db, kinds.tracks, query));
  const all = listAlbumTracks(db, albumId);
  const tracks = all.filter(({ id }) => fitting.has(id)).slice(offset, offset + limit);
  if (json) return output.list(tracks);
  if (tracks.length === 0) {
    output.line(all.length === 0 ? `no tracks of ${plainText(title)} yet` : "no tracks that fit");
    if (all.length === 0) output.remark(`  to import its releases: importer releases ${albumId}`);
    return;
  }
  const { showAlbumTracks } = await import("../view/items/album-tracks.ts");
  showAlbumTracks(output, tracks);
}

/** Ids that were merged away lead on, as in every other command. */
async function following(db: Db, asked: ItemQuery, output: Output): Promise<ItemQuery> {
  if (!asked.groups.flat().some(({ field }) => field?.isIdOf)) return asked;
  const { followMerged } = await import("../../finding/query/follow-merged.ts");
  const { query, followed } = followMerged(db, asked);
  if (followed.length === 0) return query;
  const { namedItem } = await import("../../which/item.ts");
  for (const { itemType, from, into } of followed) {
    const item = namedItem(db, itemType, into);
    if (item) output.remark(plainText(mergedText(itemType, from, item)));
  }
  return query;
}

async function listWhatFits(
  db: Db,
  what: KindName,
  words: string[],
  { sort, columns, limit, offset = 0, format }: ListFlags & { format: LineFormat | undefined },
  { io, output }: { io: Io; output: Output },
): Promise<void> {
  const { itemKinds: kinds } = await import("../../finding/kinds/kinds.ts");
  const { parseQuery, sayLookedFor } = await import("../../finding/query/parse-query.ts");
  const { defaultColumns, findLines, parseColumns } = await import("../../finding/find.ts");
  const kind = kinds[what];
  const query = await following(db, parseQuery(kind, words, sort), output);
  const shown = columns === undefined ? defaultColumns(kind) : parseColumns(kind, columns);
  const lines = findLines(db, kind, query, shown, { limit: limit ?? -1, offset });
  const names = shown.map(({ name }) => name);
  if (format === "json") return output.list(lines);
  if (format !== undefined) {
    const { formatLines } = await import("../layout/line-formats.ts");
    return writePieces(io, formatLines(lines, format, names));
  }
  const { showLines } = await import("../view/items/lines.ts");
  const count = showLines(output, lines, what, columns === undefined ? undefined : names);
  if (count > 0) return sayWhatFollows(output, { count, limit, offset });
  if (offset > 0) return sayBeyond(output, `no ${what}`, offset);
  sayNone(output, what, { isAsked: query.groups.length > 0 });
  for (const sentence of sayLookedFor(kind, words)) output.remark(`  ${plainText(sentence)}`);
}

function sayWhatFollows(
  output: Output,
  { count, limit, offset }: { count: number; limit: number | undefined; offset: number },
): void {
  if (count === limit) output.remark(`  there may be more: --offset ${offset + count}`);
}

function sayNone(output: Output, what: KindName, { isAsked }: { isAsked: boolean }): void {
  if (isAsked) {
    output.line(`no ${what} that fit`);
    return;
  }
  output.line(`no ${what} yet`);
  output.remark(what === "files" ? `  the first files: ${firstFiles}` : `  the first album: ${firstAlbum}`);
}
