import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as importer, type Io, systemIo } from "../../src/cli/main.ts";
import { startAmazon, type AmazonStandIn, type ProductFacts } from "../../src/demo/amazon/server.ts";
import { amazonStandInSettings } from "../../src/demo/services.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { foldName, foldTitle } from "../../src/matching/text/fold.ts";
import { seeded } from "../helpers/random.ts";
import type { Row } from "./table.ts";

const albumCount = 200;
const dailyLimit = 8640;

/** How a shop has an album, of a hundred. Nobody knows the real shares: these are rather worse than the open titles. */
const shares = { plain: 84, nobodyCredited: 4, otherTitle: 3, onlyAsin: 4, notSold: 5 } as const;
type Kind = keyof typeof shares;

interface World {
  albums: { title: string; artist: string; asin: string | null; barcode: string }[];
  products: ProductFacts[];
}

const syllables = "ka lo mi ter va sun der qui po la ne ro bel ti mar go hen sa vu pre".split(" ");
const editions = [
  "",
  " (Remastered)",
  " [Vinyl LP]",
  " (Deluxe Edition)",
  " - Edition limitée",
  " (Jubiläumsedition)",
  " [国内盤]",
];

function makeWorld(): World {
  const random = seeded(12);
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const word = (): string => {
    const text = of(syllables) + of(syllables) + of(syllables);
    return text[0]!.toUpperCase() + text.slice(1);
  };
  const kinds = Object.entries(shares).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind));
  const world: World = { albums: [], products: [] };
  for (let at = 0; at < albumCount; at++) {
    const kind = kinds[at % kinds.length]!;
    const [title, artist] = [`${word()} ${word()}`, `${word()} ${word()}`];
    const asin = `B${String(at).padStart(9, "0")}`;
    const barcode = String(2_000_000_000_000 + at);
    const knowsAsin = kind === "onlyAsin" || random() < 0.3;
    world.albums.push({ title, artist, asin: knowsAsin ? asin : null, barcode });
    if (kind === "notSold") continue;
    world.products.push({
      asin,
      binding: "Audio CD",
      group: "Music",
      price: 9.99,
      salesRank: at + 1,
      eans: [barcode],
      title: (kind === "plain" || kind === "nobodyCredited" ? title : `${word()} ${word()}`) + of(editions),
      contributors: kind === "nobodyCredited" ? [] : [[artist]],
    });
  }
  return world;
}

async function fill(path: string, { albums }: World): Promise<void> {
  const db = await openLibrary(path);
  const put = (sql: string, ...values: unknown[]): number =>
    Number(db.$client.prepare(sql).run(...values).lastInsertRowid);
  db.$client.transaction(() => {
    for (const { title, artist, asin, barcode } of albums) {
      const artistId = put(
        "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES (?, ?, 1, 1)",
        artist,
        foldName(artist),
      );
      const albumId = put(
        "INSERT INTO albums (title, title_key, primary_type, created_at, updated_at) VALUES (?, ?, 'Album', 1, 1)",
        title,
        foldTitle(title),
      );
      put(
        "INSERT INTO album_artists (album_id, position, artist_id, credited_as) VALUES (?, 0, ?, ?)",
        albumId,
        artistId,
        artist,
      );
      put(
        "INSERT INTO releases (album_id, title, asin, barcode, created_at, updated_at) VALUES (?, ?, ?, ?, 1, 1)",
        albumId,
        title,
        asin,
        barcode,
      );
    }
  })();
  closeLibrary(db);
}

/** Requests to Amazon for products, counted at the server: of the search alone, and of the refresh that follows it. */
async function measure(fields: "some" | "all"): Promise<{ search: number; refresh: number }> {
  const home = mkdtempSync(join(tmpdir(), "importer-bench-"));
  const world = makeWorld();
  const server = await startAmazon({ catalogue: world.products, switches: { fields } });
  const silent = { write: () => true };
  const env = {
    ...amazonStandInSettings(server),
    IMPORTER_HOME: home,
    IMPORTER_AMAZON_INTERVAL_MS: "0",
    IMPORTER_AMAZON_IMAGES: "link",
  };
  const io: Io = {
    ...systemIo(),
    stdout: silent,
    stderr: silent,
    interactive: false,
    live: false,
    env,
  };
  try {
    await fill(join(home, "library.db"), world);
    for (let id = 1; id <= albumCount; id++)
      await importer(["album", "--id", String(id), "--force-providers", "--provider", "amazon"], io);
    await importer(["worker", "--drain"], io);
    return countOf(server);
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function countOf({ requests }: AmazonStandIn): { search: number; refresh: number } {
  const of = (name: string): number => requests.filter(({ path }) => path.endsWith(name)).length;
  return { search: of("searchItems"), refresh: of("getItems") };
}

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const fields of ["some", "all"] as const) {
    const { search, refresh } = await measure(fields);
    const each = search / albumCount;
    const days = ((search + refresh) / albumCount) * (10_000 / dailyLimit);
    rows.push(
      {
        what: `requests an album, fields need ${fields} of the words`,
        measured: each.toFixed(2),
        goal: "at most 1.2",
        beside: `${refresh} more refresh their prices, ten products each`,
      },
      {
        what: `10,000 albums at the default limit, the refresh included`,
        measured: `${days.toFixed(2)} days`,
        goal: "at most 1.3 days",
      },
    );
  }
  return rows;
}
