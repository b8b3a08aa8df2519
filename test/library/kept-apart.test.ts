import { expect, test } from "vitest";
import { listAskedPairs } from "../../src/library/decisions/kept-apart.ts";
import { temporaryLibrary } from "../helpers/library.ts";

test("however many pairs were kept apart, all are listed: those that come later are no less a question", async () => {
  const { db } = await temporaryLibrary();
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)";
  db.$client.exec(
    `INSERT INTO kept_apart (item_type, item_id, kind, value, why, said_at)
     ${numbers} SELECT 'album', i, 'musicbrainz_release_group', 'group ' || i, 'asked', 1 FROM n;
     INSERT INTO identifiers (item_type, item_id, kind, value)
     ${numbers} SELECT 'album', i + 1000, 'musicbrainz_release_group', 'group ' || i FROM n;`,
  );
  const pairs = listAskedPairs(db);
  expect(pairs).toHaveLength(600);
  expect(pairs.at(-1)).toEqual({ itemType: "album", one: 600, other: 1600 });
});
