import type { Stage } from "../helpers/cli.ts";

/** All tables that a run may have to give back. */
export const musicTables = [
  "artists",
  "artist_aliases",
  "albums",
  "album_artists",
  "album_covers",
  "releases",
  "media",
  "tracks",
  "release_tracks",
  "artworks",
  "identifiers",
  "categories",
  "item_categories",
  "external_links",
  "lyrics",
  "products",
  "files",
  "choices",
  "item_redirects",
  "not_wanted",
  "source_facts",
];

export type Content = Record<string, unknown[]>;

/** All that the library has, row by row. */
export async function contentOf(stage: Stage): Promise<Content> {
  const contents = musicTables.map(async (table) => {
    return [table, await stage.rows(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

export const empty: Content = Object.fromEntries(musicTables.map((table) => [table, []]));

/** Jobs that wait for an album that is not there: there are none, whatever was undone. */
export const lostJobs = `SELECT id FROM jobs WHERE state IN ('ready','scheduled') AND payload ->> 'albumId' IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM albums WHERE albums.id = payload ->> 'albumId')`;
