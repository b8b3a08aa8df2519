import { expect, test } from "vitest";
import { PayloadError } from "../../../src/errors.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import type { DemoCatalogue, Json } from "../../../src/demo/musicbrainz/server.ts";
import type { WantedAlbums } from "../../../src/sources/musicbrainz/pages/album-pages.ts";
import type { MusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { always, onPath } from "../../helpers/faults.ts";
import { faultOf } from "../../helpers/http.ts";
import { connectTo, unknown } from "./connect.ts";

const artist = madeUpMbid("busy artist");
const old = madeUpMbid("busy artist", "merged");

/** An artist with 230 albums: every tenth a live EP, every fifth only as a bootleg. */
function busyArtist(): DemoCatalogue {
  const groups = Array.from({ length: 230 }, (_, at): Json => ({
    id: madeUpMbid("busy", at),
    title: `Album ${at}`,
    "primary-type": at % 10 === 0 ? "EP" : "Album",
    "secondary-types": at % 10 === 0 ? ["Live"] : [],
    "artist-credit": [{ name: "Busy", joinphrase: "", artist: { id: artist, name: "Busy" } }],
  }));
  return {
    ...demoCatalogue(),
    merged: new Map([[old, artist]]),
    artists: new Map([[artist, { id: artist, name: "Busy" }]]),
    releaseGroups: new Map(groups.map((group) => [String(group.id), group])),
    releasesByGroup: new Map(
      groups.map(({ id }, at) => [String(id), [{ id, status: at % 5 === 1 ? "Bootleg" : "Official" }]]),
    ),
  };
}

async function read(musicbrainz: MusicBrainz, mbid: string, wanted?: WantedAlbums): Promise<number[]> {
  const pages: number[] = [];
  for await (const { albums } of musicbrainz.albumPages(mbid, wanted)) pages.push(albums.length);
  return pages;
}

test.each<[string, string, WantedAlbums | undefined, number[]]>([
  ["all", artist, undefined, [100, 100, 30]],
  ["of a merged artist", old, {}, [100, 100, 30]],
  ["of one type", artist, { types: ["ep"] }, [23]],
  ["of a secondary type, or another", artist, { types: ["live", "album"] }, [100, 100, 30]],
  ["as the website has them", artist, { status: "website-default" }, [100, 84]],
  ["of nobody", unknown, {}, []],
  ["of a type that they have none of", artist, { types: ["single"] }, [0]],
])("the albums of an artist, %s, come page by page", async (_, mbid, wanted, pages) => {
  const { musicbrainz } = await connectTo(busyArtist());
  expect(await read(musicbrainz, mbid, wanted)).toEqual(pages);
});

test("the same page again is no end, though it makes up the count", async () => {
  const { musicbrainz, server } = await connectTo(busyArtist());
  const groups = [0, 1].map((at) => ({ id: madeUpMbid("busy", at), title: `Album ${at}` }));
  const body = JSON.stringify({ "release-group-count": 4, "release-groups": groups });
  server.setFault(onPath(/release-group\?/, always({ kind: "status", status: 200, body })));
  expect(await faultOf(read(musicbrainz, artist))).toBeInstanceOf(PayloadError);
});

test.each([
  ["ends early", { "release-group-count": 230, "release-groups": [] }],
  ["comes again", undefined],
])("a listing that %s is unavailable", async (_, later) => {
  const { musicbrainz, server } = await connectTo(busyArtist());
  const again = {
    "release-group-count": 230,
    "release-groups": [{ id: madeUpMbid("busy", 0), title: "Album 0" }],
  };
  server.setFault(
    onPath(/release-group\?/, always({ kind: "status", status: 200, body: JSON.stringify(later ?? again) })),
  );
  expect(await faultOf(read(musicbrainz, artist))).toBeInstanceOf(PayloadError);
});
