import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

const dylansDesire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
const nevermindBarcode = "720642442524";

interface Shown {
  rows: { state: string; why: string | null }[];
}

describe("words beside an identifier, in a row of a list", () => {
  const rowOf = async (row: string, before: string[] = []) => {
    const stage = await createStage();
    const path = join(temporaryFolder(), "list.csv");
    writeFileSync(path, `artist,title,mbid,barcode\n${row}\n`);
    if (before.length > 0) await stage.importer(before);
    const asked = stage.server.requests.length;
    await stage.importer(["import", path, "--no-products"]);
    const paths = stage.server.requests.slice(asked).map((request) => request.path);
    const shown = documentOf<Shown>(await stage.importer(["lists", "show", "1", "--json"]));
    return { ...shown.rows[0]!, paths, albums: await stage.rows("SELECT title FROM albums") };
  };

  it.each([
    ["an MBID", `Nirvana,Nevermind,${dylansDesire},`, "Desire"],
    ["a barcode", `U2,Desire,,${nevermindBarcode}`, "Nevermind"],
    ["a barcode, without an artist", `,Desire,,${nevermindBarcode}`, "Nevermind"],
  ])("that name another album than %s are refused, and nothing comes", async (_name, row, other) => {
    const { state, why, albums } = await rowOf(row);
    expect({ state, albums }).toEqual({ state: "refused", albums: [] });
    expect(why).toContain(`and "${other}" by`);
  });

  it("that name another album than one of the library are refused as well", async () => {
    const { state, albums } = await rowOf(`Nirvana,Nevermind,${dylansDesire},`, ["album", dylansDesire]);
    expect({ state, albums }).toEqual({ state: "refused", albums: [{ title: "Desire" }] });
  });

  it.each([
    ["as it is called", `Nirvana,Nevermind,,${nevermindBarcode}`],
    ["in other letters", `NIRVANA,never mind,,${nevermindBarcode}`],
    ["with an edition", `Bob Dylan,Desire (Deluxe Edition),${dylansDesire},`],
  ])("pass %s, and cost no request", async (_name, row) => {
    const { state, paths } = await rowOf(row);
    expect(state).toBe("created");
    const alone = await rowOf(row.replace(/^[^,]*,[^,]*/, ","));
    expect(paths).toEqual(alone.paths);
  });
});
