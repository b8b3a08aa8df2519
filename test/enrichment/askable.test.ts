import { expect, it } from "vitest";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { coverSource, enriching, fillLibrary } from "../helpers/enriching.ts";
import { column } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

it("counts beforehand no cover that nobody can be asked for, and remembers nothing of it", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 5, 2);
  library.db.$client.exec(`
    INSERT INTO identifiers (item_type, item_id, kind, value)
      VALUES ('album', 1, 'musicbrainz_release_group', '00000000-0000-4000-8001-000000000001');
    UPDATE albums SET artwork_override = 'removed' WHERE id = 2`);
  const byGroup = {
    ...coverSource(() => undefined),
    mayAsk: ({ releaseGroupMbid }: { releaseGroupMbid: string | undefined }) =>
      releaseGroupMbid !== undefined,
  };
  const states = (): unknown[] => column(library.db, "SELECT artwork_status FROM albums ORDER BY id");
  const before = states();
  const count = async (covers: CoverSource[]): Promise<unknown> => {
    const { job, events } = enriching(library, { covers, config: { lyrics: false } });
    const stop = new AbortController();
    let covered: unknown;
    events.on("enrichment-started", (work) => {
      covered = work.covers;
      stop.abort();
    });
    await job.run(stop.signal);
    return covered;
  };
  expect(await count([byGroup])).toBe(1);
  expect(await count([])).toBe(0);
  expect(await count([byGroup, coverSource()])).toBe(4); // the second asks for albums by their words
  expect(states()).toEqual(before);
});
