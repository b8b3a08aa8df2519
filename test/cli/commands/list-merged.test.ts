import { expect, it } from "vitest";
import { changingStage, groups } from "../../identity/stage.ts";

/** An id that was merged away leads on in a list, too, whichever field names it, and that is said; a range names nobody. */

it.each([
  ["albums", "id:2", ["1"], "album 2 was merged: it is album 1 now"],
  ["albums", "id:2,1", ["1"], "album 2 was merged"],
  ["albums", "-id:2", ["3"], "album 2 was merged"],
  ["albums", "id:2..3", ["3"], ""],
  ["albums", "id:99", [], ""],
  ["releases", "albumId:2 title:desire id:1..2", ["2", "1"], "album 2 was merged"],
  ["files", "albumId:2", [], "album 2 was merged"],
  ["tracks", "albumId:2 title:hallelujah", ["11"], "album 2 was merged"],
  ["tracks", "id:2", ["1"], "track 2 was merged: it is track 1 now"],
  ["artists", "id:2", ["1"], "artist 2 was merged: it is artist 1 now"],
])("list %s %s", async (kind, words, ids, says) => {
  const stage = await changingStage();
  await stage.bring(groups.dylan, groups.u2, groups.monch);
  await stage.said("merge", "album", "2", "--into", "1");
  await stage.said("merge", "track", "2", "--into", "1");
  await stage.said("merge", "artist", "2", "--into", "1");
  const { exitCode, stdout, stderr } = await stage.importer([
    "list",
    kind,
    words,
    "--csv",
    "--columns",
    "id",
  ]);
  expect(exitCode).toBe(0);
  expect(stdout.trim().split(/\r?\n/).slice(1)).toEqual(ids);
  if (says === "") expect(stderr).not.toContain("merged");
  else expect(stderr).toContain(says);
});
