import { expect, test } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../../src/demo/musicbrainz/albums/desire.ts";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../../src/demo/musicbrainz/facts.ts";
import { InterruptedError } from "../../../src/errors.ts";
import { onPath } from "../../helpers/faults.ts";
import { column, dump, importing, importWords, type Importing } from "../../helpers/importing.ts";
import { bobDylan, u2 } from "./demo-albums.ts";

const meeting: DemoAlbum = {
  ...desireByBobDylan,
  id: madeUpMbid("release group", "The Meeting"),
  title: "The Meeting",
  credits: [{ ...desireByBobDylan.credits[0]!, join: " & " }, desireByU2.credits[0]!],
};
const words = { title: "The Meeting" };

/** Ctrl-C at the moment at which such a request has arrived, and before it is answered. */
function stopAt(t: Importing, path: RegExp): { context: Importing["context"]; reason: Error } {
  const controller = new AbortController();
  const reason = new InterruptedError();
  t.server.setFault(
    onPath(path, () => {
      controller.abort(reason);
      return { kind: "hang" };
    }),
  );
  return { context: { ...t.context, signal: controller.signal }, reason };
}

const moments: [string, RegExp, { artists: number }][] = [
  ["the search", /\?query=/, { artists: 0 }],
  ["the look-up", /release-group\//, { artists: 0 }],
  ["the first artist", new RegExp(bobDylan), { artists: 0 }],
  ["the second artist", new RegExp(u2), { artists: 1 }],
];

test.each(moments)(
  "interrupted during %s, it keeps what was saved, and completes when asked again",
  async (_, path, left) => {
    const t = await importing(buildDemoCatalogue([meeting]));
    const { context, reason } = stopAt(t, path);
    await expect(importWords(context, words)).rejects.toBe(reason);
    expect(column(t.db, "SELECT name FROM artists")).toHaveLength(left.artists);
    for (const table of ["albums", "jobs", "album_artists"]) {
      expect(column(t.db, `SELECT count(*) FROM ${table}`)).toEqual([0]);
    }
    // An interruption is no answer: nobody has been found absent or out of reach.
    expect(column(t.db, "SELECT outcome FROM provider_runs WHERE outcome <> 'found'")).toEqual([]);

    t.server.setFault(undefined);
    t.asked();
    expect(await importWords(t.context, words)).toMatchObject({ outcome: "created" });
    expect(t.asked()).toHaveLength(4 - left.artists);
    const whole = await importing(buildDemoCatalogue([meeting]));
    await importWords(whole.context, words);
    expect(dump(t.db)).toBe(dump(whole.db));
  },
);

test("stopped before it began, it asks nobody", async () => {
  const t = await importing();
  const reason = new InterruptedError();
  const context = { ...t.context, signal: AbortSignal.abort(reason) };
  await expect(importWords(context, "Nevermind")).rejects.toBe(reason);
  expect(t.asked()).toEqual([]);
});

test("an album that is known needs nobody, and no patience", async () => {
  const t = await importing();
  await importWords(t.context, "Nevermind");
  const context = { ...t.context, signal: AbortSignal.abort(new InterruptedError()) };
  expect(await importWords(context, "Nevermind")).toMatchObject({ outcome: "existing" });
});
