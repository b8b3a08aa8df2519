import { expect, it } from "vitest";
import { connectAlbumSources } from "../../../src/composition/album-sources.ts";
import { loadConfig } from "../../../src/config.ts";
import type { MusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { temporaryFolder } from "../../helpers/library.ts";

const musicbrainz = { address: "nowhere", asOf: undefined } as MusicBrainz;
const wire = () => Promise.reject(new Error("nobody is asked yet"));
const load = (env: Record<string, string>) => loadConfig({ IMPORTER_HOME: temporaryFolder(), ...env });
const token = { IMPORTER_DISCOGS_TOKEN: "t0ken" };

it.each([
  [{}, ["musicbrainz"]],
  [token, ["musicbrainz", "discogs"]],
  [{ ...token, IMPORTER_ALBUM_SOURCES: "discogs, musicbrainz" }, ["discogs", "musicbrainz"]],
  [{ ...token, IMPORTER_ALBUM_SOURCES: "musicbrainz" }, ["musicbrainz"]],
])("with %j the sources of albums are %j, of now, and not loaded", (env, names) => {
  const sources = connectAlbumSources({ wire, config: load(env), musicbrainz });
  expect(sources.map(({ name }) => name)).toEqual(names);
  // A source that is connected when it is asked answers every name with a method, but for what it is.
  expect(sources.map(({ asOf }) => asOf)).toEqual(names.map(() => undefined));
  for (const { albumKinds, artistKind, address, firstQuestion } of sources) {
    expect([albumKinds.length > 0, typeof artistKind, typeof address]).toEqual([true, "string", "string"]);
    expect(typeof firstQuestion([{ title: "x" }])).toBe("string");
  }
});

it.each([
  [{ IMPORTER_ALBUM_SOURCES: "discogs" }, /names discogs .*, but IMPORTER_DISCOGS_TOKEN is not set/],
  [{ IMPORTER_ALBUM_SOURCES: "spotify" }, /names "spotify" .*, which is no source of albums/],
])("refuses %j", (env, why) => {
  expect(() => load(env)).toThrow(why);
});
