import {
  desireByBobDylan,
  desireByPharoaheMonch,
  desireByU2,
} from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/documents.ts";
import { createWorld, type World } from "../../src/demo/musicbrainz/world.ts";
import { createStage, documentOf, type Environment, type Stage } from "../helpers/cli.ts";

export const groups = {
  dylan: desireByBobDylan.id,
  monch: desireByPharoaheMonch.id,
  u2: desireByU2.id,
  nevermind: nevermind.id,
};
export const artists = {
  dylan: desireByBobDylan.credits[0]!.artist.id,
  u2: desireByU2.credits[0]!.artist.id,
  monch: desireByPharoaheMonch.credits[0]!.artist.id,
};

/** A library and a MusicBrainz whose editors go on working. */
export interface ChangingStage extends Stage {
  world: World;
  /** One row a line: its values, `|` between them. */
  lines(sql: string): Promise<string[]>;
  /** Imports the albums of these groups, with their releases. */
  bring(...mbids: string[]): Promise<void>;
  /** The JSON document of a command that ends with 0. */
  said<T = Record<string, unknown>>(...argv: string[]): Promise<T>;
}

export async function changingStage(
  env: Environment = {},
  catalogue: DemoCatalogue = demoCatalogue(),
): Promise<ChangingStage> {
  const bare = await createStage(catalogue);
  const stage: Stage = {
    ...bare,
    importer: (argv, options) => bare.importer(argv, { ...options, env: { ...env, ...options?.env } }),
  };
  const said = async <T>(...argv: string[]): Promise<T> => {
    const result = await stage.importer([...argv, "--json"]);
    if (result.exitCode !== 0) throw new Error(`${argv.join(" ")}: ${result.exitCode} ${result.stderr}`);
    return documentOf<T>(result);
  };
  return {
    ...stage,
    world: createWorld(stage.catalogue),
    said,
    lines: async (sql) => (await stage.rows(sql)).map((row) => Object.values(row).join("|")),
    async bring(...mbids) {
      for (const mbid of mbids) await said("album", "-p", "musicbrainz", "--mbid", mbid);
      await stage.importer(["worker", "--drain"]);
    },
  };
}

export const mbidsOf = (itemType: string, kind: string): string =>
  `SELECT item_id, value FROM identifiers WHERE item_type = '${itemType}' AND kind = '${kind}' ORDER BY item_id, value`;

/** Tracks without a release or a file, and those of an album none of whose releases has them. */
export const strandedTracks = `SELECT id FROM tracks WHERE
  NOT EXISTS (SELECT 1 FROM files WHERE track_id = tracks.id) AND (
    NOT EXISTS (SELECT 1 FROM release_tracks WHERE track_id = tracks.id)
    OR NOT EXISTS (SELECT 1 FROM release_tracks JOIN releases ON releases.id = release_id
      WHERE track_id = tracks.id AND releases.album_id = tracks.album_id))`;

/** Exclusive identifiers that name two items. */
export const doubledIdentifiers = `SELECT item_type, kind, value FROM identifiers WHERE kind LIKE 'musicbrainz_%'
  GROUP BY item_type, kind, value HAVING count(DISTINCT item_id) > 1`;
