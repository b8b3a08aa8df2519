import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf } from "../helpers/cli.ts";
import { madeUpMbid } from "../../src/demo/musicbrainz/facts.ts";
import { nevermind } from "../importers/album/demo-albums.ts";

it("a row whose import throws is refused, with why; the others come in, and the exit code is 1", async () => {
  const stage = await createStage();
  const path = join(stage.home, "..", "list.txt");
  const artist = `https://musicbrainz.org/artist/${madeUpMbid("artist")}`;
  writeFileSync(path, `Nirvana - Nevermind\n${artist}\nhttps://nowhere.example/x\nBob Dylan - Desire\n`);
  const result = await stage.importer(["import", path, "--json"]);
  expect(result.exitCode).toBe(1);
  expect(documentOf(result)).toMatchObject({ list: { rows: 4, created: 2, refused: 2, open: 0 } });
  const { rows } = documentOf<{ rows: { state: string; why: string | null }[] }>(
    await stage.importer(["lists", "show", "list.txt", "--json"]),
  );
  expect(rows.filter(({ state }) => state === "refused").every(({ why }) => why)).toBe(true);
});

it("while a worker works the same albums as jobs, a list asks none of them twice and ends right", async () => {
  const stage = await createStage();
  const path = join(stage.home, "..", "list.txt");
  writeFileSync(
    path,
    `Nirvana - Nevermind\n${nevermind}\nBob Dylan - Desire\nPink Floyd - The Dark Side of the Moon\n`,
  );
  await stage.importer(["import", path, "--background"]);
  const [worked, imported] = await Promise.all([
    stage.importer(["worker", "--drain"]),
    stage.importer(["import", path, "--json"]),
  ]);
  expect(worked.exitCode).toBe(0);
  expect(imported.exitCode).toBe(0);
  const { list } = documentOf<{ list: Record<string, number> }>(
    await stage.importer(["import", path, "--json"]),
  );
  expect(list).toMatchObject({ rows: 4, open: 0, refused: 0, unavailable: 0 });
  expect(list["created"]! + list["known"]!).toBe(4);
  expect(await stage.rows("SELECT count(*) AS n FROM albums")).toEqual([{ n: 3 }]);
  const titles = ["nevermind", "desire"].map((title) => ({
    title,
    times: stage.server.requests.filter(
      ({ path: at }) => /[?&]query=/.test(at) && decodeURIComponent(at).toLowerCase().includes(title),
    ).length,
  }));
  expect(titles.filter(({ times }) => times > 2)).toEqual([]); // at most once by each of the two
});
