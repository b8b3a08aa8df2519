import type { Command } from "commander";
import type { Db } from "../../db/connection.ts";
import type { ListRecord } from "../../lists/lists.ts";
import { withLibrary } from "../run/context.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";

interface Flags {
  json?: boolean;
}

/** The lists that were imported, and how their rows stand. */
export function addListsCommand(program: Command, io: Io): void {
  const lists = program
    .command("lists")
    .description("the lists that were imported, and how their rows stand")
    .option("--json", "print one JSON document")
    .action((flags: Flags) => withLibrary(io, ({ db }) => showLists(db, flags, io)));
  lists
    .command("show")
    .description("every row of a list, with its state and why")
    .argument("<list>", "its id, or its name or path, or a part of it that says which")
    .option("--json", "print one JSON document")
    .action((which: string, flags: Flags) =>
      withLibrary(io, async ({ db }) => showRows(db, await findList(db, which), jsonOf(lists, flags), io)),
    );
  lists
    .command("remove")
    .description("forget a list and what was decided for it; what was imported stays")
    .argument("<list>", "its id, or its name or path, or a part of it that says which")
    .option("--json", "print one JSON document")
    .action((which: string, flags: Flags) =>
      withLibrary(io, async ({ db }) => removeOne(db, await findList(db, which), jsonOf(lists, flags), io)),
    );
}

/** `lists --json show 1` says it too. */
const jsonOf = (lists: Command, { json }: Flags): Flags => ({
  json: json ?? lists.opts<Flags>().json ?? false,
});

async function findList(db: Db, which: string): Promise<ListRecord> {
  const { findListMeant } = await import("../../lists/which-list.ts");
  return findListMeant(db, which);
}

async function showLists(db: Db, flags: Flags, io: Io): Promise<void> {
  const { allLists, countRows } = await import("../../lists/lists.ts");
  const { jsonOfCounts, resultWords } = await import("../view/runs/list-import.ts");
  const { renderTable } = await import("../layout/table.ts");
  const output = createOutput(io, flags);
  const lists = allLists(db).map((list) => ({ ...list, counts: countRows(db, list) }));
  output.document(
    lists.map(({ id, name, createdAt, ranAt, counts }) => ({
      id,
      name,
      createdAt: dateOf(createdAt),
      ranAt: ranAt === null ? null : dateOf(ranAt),
      ...jsonOfCounts(counts),
    })),
  );
  if (lists.length === 0) return output.line("no list yet: importer import <file>");
  output.line(
    renderTable(
      lists,
      [
        { title: "id", value: ({ id }) => id, align: "right" },
        { title: "list", value: ({ name }) => name, flexible: true },
        { title: "rows", value: ({ counts }) => resultWords(counts), wraps: true },
      ],
      output,
    ),
  );
}

const dateOf = (ms: number): string => new Date(ms).toISOString();

async function showRows(db: Db, list: ListRecord, flags: Flags, io: Io): Promise<void> {
  const { countRows } = await import("../../lists/lists.ts");
  const { eachRow } = await import("../../lists/rows.ts");
  const { mbidOfItem } = await import("../../library/identity/identifiers.ts");
  const { jsonOfCounts, resultWords } = await import("../view/runs/list-import.ts");
  const { plainText, shortText } = await import("../../plain-text.ts");
  const output = createOutput(io, flags);
  const counts = countRows(db, list);
  const albumOf = (id: number) => ({ id, mbid: mbidOfItem(db, "album", id) });
  if (flags.json) {
    const rows = [...eachRow(db, list)].map(({ number, line, raw, state, albumId, why }) => {
      return { number, line, raw, state, album: albumId === null ? null : albumOf(albumId), why };
    });
    return output.document({ list: { id: list.id, name: list.name, ...jsonOfCounts(counts) }, rows });
  }
  output.line(`${plainText(list.name)}: ${resultWords(counts)}`);
  for (const { number, state, raw, albumId, why } of eachRow(db, list)) {
    const about = albumId === null ? (why ?? "") : `album ${albumId}`;
    output.line(
      `${String(number).padStart(5)}  ${state.replace("_", " ").padEnd(11)}  ${shortText(raw, 60)}${about && `  ${plainText(about)}`}`,
    );
  }
}

async function removeOne(db: Db, list: ListRecord, flags: Flags, io: Io): Promise<void> {
  const { removeList } = await import("../../lists/lists.ts");
  const { transact } = await import("../../db/transact.ts");
  const { plainText } = await import("../../plain-text.ts");
  const output = createOutput(io, flags);
  await transact(db, () => removeList(db, list.id));
  output.document({ removed: { id: list.id, name: list.name } });
  output.line(`forgotten: ${plainText(list.name)}; the albums that it brought stay`);
}
