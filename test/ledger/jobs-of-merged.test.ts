import { expect, it } from "vitest";
import { temporaryFolder } from "../helpers/library.ts";
import { writeList } from "../identity/music.ts";
import { changingStage, groups } from "../identity/stage.ts";
import { lostJobs } from "./content.ts";

it("a job that a later run queued for an album waits for the one that it is again, once the undo of their merge is undone", async () => {
  const stage = await changingStage();
  await stage.bring(groups.u2, groups.monch);
  await stage.said("merge", "album", "1", "--into", "2");
  const { runs } = await stage.said<{ runs: { id: number }[] }>("history");
  const { run: undo } = await stage.said<{ run: number }>("undo", String(runs[0]!.id));
  await stage.importer(["import", writeList(temporaryFolder()), "--no-products"]);
  const waiting = `SELECT payload FROM jobs WHERE state = 'ready' ORDER BY id`;
  const before = await stage.lines(waiting);
  expect(before).toContain('{"albumId":1}');
  const { run } = await stage.said<{ run: number }>("undo", String(undo));
  expect(await stage.lines(lostJobs)).toEqual([]);
  expect(await stage.lines(waiting)).toContain('{"albumId":2}');
  await stage.said("undo", String(run));
  expect(await stage.lines(waiting)).toEqual(before);
});
