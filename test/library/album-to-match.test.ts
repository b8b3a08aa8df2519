import { drizzle } from "drizzle-orm/better-sqlite3";
import { expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { albumArtists, albums, artistAliases, artists } from "../../src/db/schema/music.ts";
import { getAlbumToMatch } from "../../src/library/products/album-to-match.ts";
import { matchProduct } from "../../src/matching/products/match.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const stamps = { createdAt: 1, updatedAt: 1 };

/** @returns the album's id. */
function createAlbum(db: Db, artist: string, title: string, aliases: string[]): number {
  const builder = drizzle({ client: db.$client });
  const named = { name: artist, nameKey: artist.toLowerCase(), ...stamps };
  const artistId = Number(builder.insert(artists).values(named).run().lastInsertRowid);
  for (const name of aliases)
    builder.insert(artistAliases).values({ artistId, nameKey: name.toLowerCase(), name }).run();
  const album = { title, titleKey: title.toLowerCase(), primaryType: "Album", ...stamps };
  const albumId = Number(builder.insert(albums).values(album).run().lastInsertRowid);
  const credit = { albumId, artistId, position: 0, creditedAs: artist, joinPhrase: "" };
  builder.insert(albumArtists).values(credit).run();
  return albumId;
}

it.each([
  ["椎名林檎", "無罪モラトリアム", "Sheena Ringo"],
  ["Jimi Hendrix", "Axis: Bold as Love", "The Jimi Hendrix Experience"],
  ["マイケル・ジャクソン", "Thriller", "Michael Jackson"],
])("%s is known to the shop's titles by another name: %s, %s", async (artist, title, alias) => {
  const { db } = await temporaryLibrary();
  const product = {
    asin: "B000000001",
    url: "",
    title,
    artists: [alias],
    label: null,
    binding: "Audio CD",
    productGroup: "Music",
    barcodes: [],
    releasedOn: null,
  };
  const bare = createAlbum(db, artist, title, []);
  expect(matchProduct(getAlbumToMatch(db, bare)!, product).verdict).not.toBe("match");
  const named = createAlbum(db, artist, title, [alias]);
  const album = getAlbumToMatch(db, named)!;
  expect(album).toMatchObject({ artists: [artist], otherNames: [[alias]] });
  expect(matchProduct(album, product).verdict).toBe("match");
});
