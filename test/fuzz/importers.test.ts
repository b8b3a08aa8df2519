import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Reply } from "../../src/demo/stand-in.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { importArtist } from "../../src/importers/artist/import.ts";
import type { ArtistQuery } from "../../src/importers/artist/query.ts";
import { column, connect, importWords } from "../helpers/importing.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { seeded } from "../helpers/random.ts";
import { differences, keysOf, troublesOf } from "../storm/keys.ts";
import { mutation } from "./mutate.ts";

const cases = Math.ceil(Number(process.env["FUZZ_CASES"] ?? 2_000) / 20);
const firstSeed = Number(process.env["FUZZ_SEED"] ?? 1);
const artist: ArtistQuery = { kind: "name", name: "Nirvana" };
const words = { title: "Nevermind", artist: "Nirvana" };
/** The search, the album, its artist. */
const questions = 3;

/** What may never be in a library, whatever came. */
const halfSaved = {
  "an album that nobody is credited for":
    "SELECT title FROM albums WHERE id NOT IN (SELECT album_id FROM album_artists)",
  "an album without its identifier": `SELECT title FROM albums WHERE id NOT IN
    (SELECT item_id FROM identifiers WHERE item_type = 'album' AND kind = 'musicbrainz_release_group')`,
  "an album without its job":
    "SELECT title FROM albums WHERE id NOT IN (SELECT payload ->> '$.albumId' FROM jobs)",
  "a job for no album": "SELECT id FROM jobs WHERE payload ->> '$.albumId' NOT IN (SELECT id FROM albums)",
  "an item without a name":
    "SELECT id FROM albums WHERE trim(title) = '' UNION ALL SELECT id FROM artists WHERE trim(name) = ''",
};

function halfSavedIn(db: Db, path: string): string[] {
  const rows = Object.entries(halfSaved).flatMap(([what, sql]) => (column(db, sql).length > 0 ? [what] : []));
  return [...rows, ...troublesOf(path)];
}

test(
  `of ${cases} imports with one spoilt answer none is "not found" or half-saved, and the next makes it whole`,
  {
    timeout: 60_000 + cases * 1_000,
  },
  async () => {
    const server = await musicbrainzStandIn();
    const folder = temporaryFolder();
    const { db: empty, path: fresh } = await temporaryLibrary();
    empty.$client.pragma("wal_checkpoint(TRUNCATE)");

    const importTwice = async (name: string, spoil?: { at: number; rewrite(reply: Reply): Reply }) => {
      const path = join(folder, `${name}.db`);
      copyFileSync(fresh, path);
      const db = await openLibrary(path);
      try {
        const context = connect(db, server);
        const from = server.requests.length;
        const { at, rewrite } = spoil ?? { at: -1, rewrite: (reply: Reply) => reply };
        server.setFault(({ index }) => (index === from + at ? { kind: "rewrite", rewrite } : undefined));
        const { outcome } = await importWords(context, words);
        const half = halfSavedIn(db, path);
        server.setFault(undefined);
        await importWords(context, words, { force: true });
        await importArtist(context, { query: artist, force: true, only: ["musicbrainz"] });
        return { outcome, half, keys: keysOf(path) };
      } finally {
        closeLibrary(db);
      }
    };

    const whole = await importTwice("whole");
    expect(whole).toMatchObject({ outcome: "created", half: [] });
    const findings: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
      const random = seeded(seed);
      const at = Math.floor(random() * questions);
      const { what, rewrite } = mutation(random);
      const { outcome, half, keys } = await importTwice(String(seed), { at, rewrite });
      const isLost = outcome === "not_found" ? ["not found"] : [];
      const wrong = [...isLost, ...half, ...differences(whole.keys, keys)];
      findings.push(...wrong.map((each) => `seed ${seed}, question ${at + 1}, ${what}: ${outcome}, ${each}`));
    }
    expect(findings).toEqual([]);
  },
);
