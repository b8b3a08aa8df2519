import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import type { ItemLine } from "../../finding/find.ts";
import type { Found } from "../../finding/search/search.ts";
import { isBlank, plainText } from "../../plain-text.ts";
import { withLibrary } from "../run/context.ts";
import { parseCountFlag, parseCountFromZero } from "../typed/flags.ts";
import { countText } from "../../counts.ts";
import type { Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput, writePieces, type Output } from "../io/output.ts";
import { untilStopped } from "../io/until-stopped.ts";
import type { LineFormat } from "../layout/line-formats.ts";

interface SearchFlags extends Partial<Record<LineFormat, boolean>> {
  limit: number;
  offset: number;
  rebuild?: boolean;
}

const names = ["albums", "artists", "tracks"] as const;

export function addSearchCommand(program: Command, io: Io): void {
  program
    .command("search")
    .description("search albums, artists and tracks by any of their words")
    .argument("[words...]", "in any order; the last may be a beginning")
    .option("--limit <number>", "at most so many of each kind", parseCountFlag, 10)
    .option("--offset <number>", "leave out so many of each first", parseCountFromZero, 0)
    .option("--rebuild", "make the index anew")
    .option("--json", "print one JSON document")
    .option("--ndjson", "print a JSON document a line")
    .option("--csv", "print CSV, for spreadsheets")
    .option("--tsv", "print tab-separated values")
    .action(async (words: string[], flags: SearchFlags) => {
      const format = oneFlagOf(flags, ["json", "ndjson", "csv", "tsv"], "importer search");
      const text = words.join(" ");
      if (isBlank(text) && !flags.rebuild) {
        throw new UserError("there is nothing to search for", { hint: 'importer search "dark floyd"' });
      }
      return withLibrary(io, async ({ db }) => {
        const output = createOutput(io, { json: format !== undefined });
        const found = await searchShown(db, io, text, flags);
        if (flags.rebuild) output.remark("the index is made anew");
        if (format === "json") return output.document({ query: text, ...found });
        if (isBlank(text)) return;
        if (format === undefined) await showFound(db, output, found, { text, offset: flags.offset });
        else await writeFound(io, found, format);
        sayWhatFollows(output, found, flags);
      });
    });
}

/** Searches, and shows how much has been read into the index before that: of a large library, the first time takes minutes. */
async function searchShown(db: Db, io: Io, text: string, flags: SearchFlags): Promise<Found> {
  const { countLacking, countTitles, rebuildIndex } = await import("../../finding/search/refresh.ts");
  const { nothingFound, searchLibrary } = await import("../../finding/search/search.ts");
  const { showIndexing } = await import("../view/runs/search-index.ts");
  const view = showIndexing(io, flags.rebuild ? countTitles(db) : countLacking(db));
  try {
    return await untilStopped(io, async (signal) => {
      const refreshing = { signal, progress: view.read };
      if (flags.rebuild) await rebuildIndex(db, refreshing);
      return isBlank(text) ? nothingFound() : await searchLibrary(db, text, flags, refreshing);
    });
  } finally {
    view.close();
  }
}

/** Lines of three kinds under one head: what stands in all of them. */
async function writeFound(io: Io, found: Found, format: Exclude<LineFormat, "json">): Promise<void> {
  const { formatLines } = await import("../layout/line-formats.ts");
  const lines = names.flatMap((name) =>
    found[name].map((line): ItemLine => ({
      kind: name.slice(0, -1),
      ...line,
      ...(name === "artists" && asArtist(line)),
    })),
  );
  const columns = ["kind", "id", "mbid", "title", "artists", "album", "releaseYear"];
  return writePieces(io, formatLines(lines, format, columns));
}

/** An artist's own kind (person, group) gives way to the kind of item that it is. */
const asArtist = ({ name, kind }: ItemLine): ItemLine => ({ kind: "artist", title: name, artistKind: kind });

async function showFound(
  db: Db,
  output: Output,
  found: Found,
  { text, offset }: { text: string; offset: number },
): Promise<void> {
  const { showLines } = await import("../view/items/lines.ts");
  const some = names.filter((name) => found[name].length > 0);
  const { sayBeyond, sayIfEmpty } = await import("../view/items/first-step.ts");
  if (some.length === 0 && offset > 0) sayBeyond(output, "nothing", offset);
  else if (some.length === 0) {
    output.line(`nothing in the library has "${plainText(text)}"`);
    sayIfEmpty(output, db);
    await sayOfConditions(output, text);
  }
  for (const [at, name] of some.entries()) {
    if (at > 0) output.line();
    const more = found.more[name] ? " or more" : "";
    output.line(output.colour.bold(countText(found[name].length, name.slice(0, -1)) + more));
    showLines(output, found[name], name);
  }
}

/** They are of another command. */
async function sayOfConditions(output: Output, text: string): Promise<void> {
  const { itemKinds } = await import("../../finding/kinds/kinds.ts");
  const { listCommandOf } = await import("../../finding/query/parse-query.ts");
  const command = listCommandOf(itemKinds.albums, text.split(/\s+/));
  if (command !== undefined) output.remark(`  words are searched for as they stand; conditions: ${command}`);
}

function sayWhatFollows(output: Output, { more }: Found, { limit, offset }: SearchFlags): void {
  const some = names.filter((name) => more[name]);
  if (some.length > 0) output.remark(`  there are more ${some.join(" and ")}: --offset ${offset + limit}`);
}
