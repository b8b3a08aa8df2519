import { Chalk } from "chalk";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { systemIo } from "../../../src/cli/io/io.ts";
import { renderTable, type Column } from "../../../src/cli/layout/table.ts";
import { duration, fit, pad, widthOf } from "../../../src/cli/layout/text.ts";
import { createStage } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";

interface Row {
  id: number;
  name: string | null;
  note?: string;
}
const columns: Column<Row>[] = [
  { title: "id", value: (row) => row.id, align: "right" },
  { title: "name", value: (row) => row.name, flexible: true },
  { title: "note", value: (row) => row.note },
];
const screen = (width: number) => ({ columns: width, colour: new Chalk({ level: 0 }) });

describe("renderTable", () => {
  it("aligns numbers to the right, and leaves out a column that says nothing", () => {
    const rows = [
      { id: 1, name: "One" },
      { id: 20, name: null },
    ];
    expect(renderTable(rows, columns, screen(80))).toBe("id  name\n 1  One\n20\n");
  });

  it.each([80, 60, 40, 25])("stays within %i columns, whatever the cells hold", (width) => {
    const rows = [
      { id: 1, name: "サマーれげぇ!レインボー".repeat(4), note: "short" },
      { id: 123, name: "a word ".repeat(30), note: "x".repeat(50) },
      { id: 4, name: "👩‍👩‍👧‍👧 é ".repeat(20), note: "" },
    ];
    const lines = renderTable(rows, columns, screen(width)).trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    expect(lines[2]).toMatch(/^123 {2}a wor/); // a number is never cut
    expect(lines[2]).toContain("…");
  });

  it("leaves short words whole while long ones give way", () => {
    const rows = [{ id: 1, name: "x".repeat(100), note: "precious words" }];
    expect(renderTable(rows, columns, screen(40))).toContain("…  precious words\n");
  });

  it("is a line for each value on a screen that is too narrow, and where a name must not be cut", () => {
    const rows = [
      { id: 1, name: "One", note: "IMPORTER_CONTACT" },
      { id: 123, name: null, note: "x" },
    ];
    const records = "id 1\n  name One\n  note IMPORTER_CONTACT\nid 123\n  note x\n";
    expect(renderTable(rows, columns, screen(8))).toBe(records);
    const whole = columns.map((column) => ({ ...column, whole: column.title === "note" }));
    expect(renderTable(rows, whole, screen(24))).toBe(records);
    expect(renderTable(rows, whole, screen(26))).toContain("IMPORTER_CONTACT\n");
  });

  it("keeps the end of a path", () => {
    const paths = [{ title: "path", value: (path: string) => path, flexible: true, keepsEnd: true }];
    const rows = ["/music/サマー/01 A very long title.flac", "/music/b.flac"];
    expect(renderTable(rows, paths, screen(24))).toBe("path\n… A very long title.flac\n/music/b.flac\n");
  });

  it("keeps each row on its line, whatever is in it", () => {
    const rows = [{ id: 1, name: "a\nb\u001b[2J\u202ec\u0007" }];
    expect(renderTable(rows, columns, screen(80))).toBe("id  name\n 1  a bc\n");
  });

  it("takes as many rows as there are", () => {
    const rows = Array.from({ length: 150_000 }, (_, id) => ({ id, name: `Track ${id}` }));
    expect(renderTable(rows, columns, screen(80)).split("\n")).toHaveLength(150_002);
  });
});

describe("text on a screen", () => {
  it("is measured, cut and filled in columns, not in characters", () => {
    expect(widthOf("レイン")).toBe(6);
    expect(fit("レインボー", 7)).toBe("レイン…");
    expect(fit("レインボー", 6)).toBe("レイ…");
    expect(fit("Rain", 4)).toBe("Rain");
    expect(pad("レ", 4)).toBe("レ  ");
    expect(pad("9", 3, "left")).toBe("  9");
  });

  it("has durations as people write them", () => {
    expect([null, 0, 59_499, 185_000, 3_723_000].map(duration)).toEqual([
      "",
      "0:00",
      "0:59",
      "3:05",
      "1:02:03",
    ]);
  });
});

describe("a narrow terminal", () => {
  it.each([80, 60])("of %i columns is never too narrow for a table", async (width) => {
    const stage = await createStage();
    await stage.importer(["album", "サマーれげぇ!レインボー"]);
    await stage.importer(["album", "The Dark Side of the Moon"]);
    await stage.importer(["worker", "--drain"]);
    const question = await stage.importer(["album", "Desire"], { columns: width, types: "\n" });
    expect(question.stderr).toContain("Pharoah");
    for (const line of question.stderr.split("\n")) {
      expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    }
    await stage.importer(["album", "Bob Dylan - Desire"]);
    stage.server.setFault(always({ kind: "html" }));
    await stage.importer(["worker", "--drain"]);
    stage.server.setFault(undefined);
    for (const command of [
      ...["albums", "artists", "releases", "tracks"].map((what) => ["list", what]),
      ["jobs", "list"],
      ["jobs", "stats"],
    ]) {
      const { stdout } = await stage.importer(command, { columns: width });
      for (const line of stdout.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    }
    const { stdout } = await stage.importer(["show", "album", "1"], { columns: width });
    const table = stdout.slice(stdout.indexOf("\nid ")).split("\n\nwhere")[0]!;
    for (const line of table.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
  });
});

describe("colours", () => {
  it("are there on a terminal that wants them, and nowhere else", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    const commands = [["list", "albums"], ["show", "album", "1"], ["doctor"], ["album", "--id", "1"]];
    for (const command of commands) {
      expect((await stage.importer(command, { colour: true })).stdout).toContain("\u001b[");
      expect((await stage.importer(command)).stdout).not.toContain("\u001b");
      const json = await stage.importer([...command, "--json"], { colour: true });
      expect(json.stdout).not.toContain("\u001b");
    }
  });

  it("are not wanted with NO_COLOR, on a dumb terminal, or where stdout is none", () => {
    const { env, stdout } = process;
    const [isTTY, before] = [stdout.isTTY, { ...env }];
    const colour = (terminal: boolean, settings: Record<string, string>): boolean => {
      stdout.isTTY = terminal;
      process.env = { TERM: "xterm", ...settings };
      return systemIo().colour;
    };
    try {
      expect(colour(true, {})).toBe(true);
      expect(colour(true, { NO_COLOR: "1" })).toBe(false);
      expect(colour(true, { TERM: "dumb" })).toBe(false);
      expect(colour(false, {})).toBe(false);
    } finally {
      stdout.isTTY = isTTY;
      process.env = before;
    }
  });
});
