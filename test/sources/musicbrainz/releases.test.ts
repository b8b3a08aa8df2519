import { expect, test } from "vitest";
import { HttpError, PayloadError } from "../../../src/errors.ts";
import { buildDemoCatalogue, demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import {
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoRelease,
} from "../../../src/demo/musicbrainz/facts.ts";
import type { Reply } from "../../../src/demo/stand-in.ts";
import { countTracks } from "../../../src/demo/musicbrainz/browse.ts";
import type { ReleasePage } from "../../../src/sources/albums/source.ts";
import { always, firstTimes, onPath, serverBusy } from "../../helpers/faults.ts";
import { faultOf } from "../../helpers/http.ts";
import { edit } from "../../helpers/importing.ts";
import { connectTo, darkSide, surrender, unknown, wintertunes } from "./connect.ts";

const box = madeUpMbid("box");

/** One album with a release for each of these numbers of tracks. */
function boxSets(...sizes: number[]) {
  const artist = { id: madeUpMbid("box artist"), name: "Boxer" };
  const releases = sizes.map((size, index): DemoRelease => ({
    // In the order of their MBIDs, which is the order of a browse.
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    title: `Box ${index}`,
    events: [],
    barcode: null,
    media: [
      {
        format: "CD",
        tracks: numbered(
          "Box",
          Array.from({ length: size }, (_, track) => [`Track ${track}`, null]),
        ),
      },
    ],
  }));
  const album: DemoAlbum = {
    id: box,
    title: "Box",
    primaryType: "Album",
    firstReleased: "",
    genres: [],
    releases,
    credits: [{ artist }],
  };
  return buildDemoCatalogue([album]);
}

async function all(pages: AsyncGenerator<ReleasePage>): Promise<ReleasePage[]> {
  const received = [];
  for await (const page of pages) received.push(page);
  return received;
}

const titlesOf = (pages: ReleasePage[]): string[] =>
  pages.flatMap(({ releases }) => releases.map(({ title }) => title));

test("big releases come few a page, and the next page begins after those that came", async () => {
  const sizes = [200, 200, 200, 499, 10, 10, 600, 1, 300];
  const { musicbrainz, server } = await connectTo(boxSets(...sizes));
  const pages = await all(musicbrainz.releasePages(box));
  expect(titlesOf(pages)).toEqual(sizes.map((_, index) => `Box ${index}`));
  expect(pages.map(({ received, total }) => [received, total])).toEqual([
    [2, 9], // 200 + 200; the third would make 600
    [3, 9],
    [4, 9],
    [6, 9],
    [7, 9], // more than 500, but one comes always
    [9, 9],
  ]);
  const offsets = server.requests.map(({ path }) => /offset=(\d+)/.exec(path)?.[1]);
  expect(offsets).toEqual(["0", "2", "3", "4", "6", "7"]);
  expect(server.requests[0]?.path).toBe(
    `/ws/2/release?release-group=${box}&inc=artist-credits+labels+media+recordings+isrcs+url-rels` +
      "&limit=100&offset=0&fmt=json",
  );
});

test("more than a hundred small releases come a hundred a page", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(...Array<number>(230).fill(1)));
  const pages = await all(musicbrainz.releasePages(box));
  expect(pages.map(({ releases, received }) => [releases.length, received])).toEqual([
    [100, 100],
    [100, 200],
    [30, 230],
  ]);
  expect(new Set(titlesOf(pages)).size).toBe(230);
  expect(server.requests).toHaveLength(3);
});

test("an empty page that belies its count is no answer", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(1, 1));
  const body = JSON.stringify({ "release-count": 900, "release-offset": 0, releases: [] });
  server.setFault(onPath(/offset=0/, always({ kind: "status", status: 200, body })));
  expect(await faultOf(all(musicbrainz.releasePages(box)))).toBeInstanceOf(PayloadError);
  expect(server.requests).toHaveLength(1);
});

test.each([1_000_000, 4, 3])(
  "the same page again is no end, with a count of %d: unavailable",
  async (total) => {
    const { musicbrainz, server } = await connectTo(boxSets(1, 1));
    let first: Reply | undefined;
    const repeat = (reply: Reply): Reply => {
      const document = JSON.parse(String(reply.body)) as object;
      return (first ??= { ...reply, body: JSON.stringify({ ...document, "release-count": total }) });
    };
    server.setFault(onPath(/release\?/, always({ kind: "rewrite", rewrite: repeat })));
    const fault = await faultOf(all(musicbrainz.releasePages(box)));
    expect(fault).toBeInstanceOf(PayloadError);
    expect(fault.message).toContain("sends the same releases again");
    expect(server.requests).toHaveLength(2);
  },
);

test("an album that has no releases, or does not exist, has one empty page", async () => {
  const { musicbrainz } = await connectTo(boxSets());
  expect(await all(musicbrainz.releasePages(box))).toEqual([
    { releases: [], received: 0, total: 0, odd: [] },
  ]);
  expect(await all(musicbrainz.releasePages(unknown))).toEqual([
    { releases: [], received: 0, total: 0, odd: [] },
  ]);
});

test("a page that fails for good ends it with the fault, after the pages that came", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(400, 400, 400));
  server.setFault(onPath(/offset=1/, always({ kind: "status", status: 500 })));
  const pages = musicbrainz.releasePages(box);
  expect((await pages.next()).value).toMatchObject({ received: 1, total: 3 });
  expect(await faultOf(pages.next())).toBeInstanceOf(HttpError);
});

test("a later page that they deny ends it as unavailable, after the pages that came", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(400, 400, 400));
  const denied = JSON.stringify({ error: "Not Found" });
  server.setFault(onPath(/offset=1/, always({ kind: "status", status: 404, body: denied })));
  const pages = musicbrainz.releasePages(box);
  expect((await pages.next()).value).toMatchObject({ received: 1, total: 3 });
  expect(await faultOf(pages.next())).toBeInstanceOf(PayloadError);
});

test("a page that fails in passing is asked for again, and no release is lost or doubled", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(400, 400, 400));
  server.setFault(onPath(/offset=1/, firstTimes(2, serverBusy)));
  expect(titlesOf(await all(musicbrainz.releasePages(box)))).toEqual(["Box 0", "Box 1", "Box 2"]);
  expect(server.requests).toHaveLength(5);
});

test("nobody reads ahead: who stops after a page has asked for one", async () => {
  const { musicbrainz, server } = await connectTo(boxSets(400, 400, 400));
  for await (const page of musicbrainz.releasePages(box)) {
    expect(page.received).toBe(1);
    break;
  }
  expect(server.requests).toHaveLength(1);
});

test("the releases of a merged album are found under its old MBID", async () => {
  const { musicbrainz } = await connectTo();
  const old = madeUpMbid("merged", "The Dark Side of the Moon");
  const [page] = await all(musicbrainz.releasePages(old));
  const [own] = await all(musicbrainz.releasePages(darkSide));
  expect(page?.releases.length).toBeGreaterThan(0);
  expect(page).toEqual(own);
});

test("a release comes with all that it says of itself", async () => {
  const { musicbrainz } = await connectTo();
  const [page] = await all(musicbrainz.releasePages(surrender));
  const release = page?.releases.find(
    ({ barcode, country }) => barcode === "724384761028" && country === "US",
  );
  expect(release).toMatchObject({
    title: "Surrender",
    releasedOn: "1999-06-22",
    country: "US",
    status: "Official",
    packaging: null,
    asin: "B00000J8EK",
    language: "eng",
    script: "Latn",
    disambiguation: null,
    labels: [{ label: "Astralwerks", catalogNumber: "ASW47610-2" }],
    identifiers: [
      { kind: "musicbrainz_release", value: "91d36d01-a898-426d-bc28-35ee5b7a7b6b" },
      { kind: "barcode", value: "724384761028" },
      { kind: "asin", value: "B00000J8EK" },
      { kind: "catalog_number", value: "ASW47610-2" },
    ],
  });
  expect(release?.media[0]).toMatchObject({ position: 1, format: "CD", trackCount: 11 });
  expect(release?.media[0]?.tracks[0]).toMatchObject({
    position: 1,
    number: "1",
    title: "Music: Response",
    lengthMs: 320146,
    kind: "track",
    recording: {
      identifiers: [{ kind: "musicbrainz_recording", value: "12842247-cabf-4a85-9e8d-4e1201c42364" }],
    },
  });
});

test("odd sizes: pregap and data tracks, lengths in either place, media without tracks or format", async () => {
  const { musicbrainz } = await connectTo();
  const pages = await all(musicbrainz.releasePages(madeUpMbid("release group", "Odd Sizes")));
  const releases = pages.flatMap((page) => page.releases);
  const enhanced = releases.find(({ barcode }) => barcode === "000000000017");
  expect(enhanced?.releasedOn).toBe("2012-02");
  expect(
    enhanced?.media[0]?.tracks.map(({ position, kind, lengthMs }) => [position, kind, lengthMs]),
  ).toEqual([
    [0, "pregap", 31000],
    [1, "track", 201000],
    [2, "track", 202000],
    [3, "track", 203000],
    [4, "data", 600000],
  ]);
  const lent = enhanced?.media[0]?.tracks[3]?.credits;
  expect(lent?.map(({ creditedAs, joinPhrase }) => creditedAs + joinPhrase).join("")).toBe(
    "The Stand-Ins feat. Under Study",
  );
  const promotion = releases.find(({ status }) => status === "Promotion");
  expect(promotion).toMatchObject({
    releasedOn: null,
    country: null,
    barcode: null,
    media: [{ position: 1, format: null, trackCount: 3, tracks: [] }],
  });
});

test("a compilation's tracks have artists of their own", async () => {
  const { musicbrainz } = await connectTo();
  const [page] = await all(musicbrainz.releasePages(wintertunes));
  const [release] = page?.releases ?? [];
  expect(release?.credits[0]?.creditedAs).toBe("Various Artists");
  expect(release?.media[0]?.tracks[0]?.credits[0]?.creditedAs).toBe("nq\\skrju");
});

test.each([
  [{ barcode: "" }, { barcode: "" }],
  [{ barcode: null }, { barcode: null }],
  [{ barcode: undefined }, { barcode: null }],
  [{ barcode: "0075992739825" }, { barcode: "0075992739825" }],
  [{ "cover-art-archive": { front: true, darkened: false } }, { hasFrontCover: true }],
  [{ "cover-art-archive": { front: true, darkened: true } }, { hasFrontCover: false }],
  [{ "cover-art-archive": { front: false } }, { hasFrontCover: false }],
  [{ "cover-art-archive": undefined }, { hasFrontCover: null }],
  [{ date: "" }, { releasedOn: null }],
  [{ date: "1973" }, { releasedOn: "1973" }],
  [{ media: [] }, { media: [] }],
  [{ media: undefined }, { media: [] }],
])("of %j we know %j", async (document, facts) => {
  const catalogue = demoCatalogue();
  const [release] = catalogue.releasesByGroup.get(wintertunes) ?? [];
  const id = String(release?.id);
  edit(catalogue.releases, id, document);
  catalogue.releasesByGroup.set(wintertunes, [catalogue.releases.get(id)!]);
  const { musicbrainz } = await connectTo(catalogue);
  const [page] = await all(musicbrainz.releasePages(wintertunes));
  expect(page?.releases[0]).toMatchObject(facts);
  const barcodes = page?.releases[0]?.identifiers.filter(({ kind }) => kind === "barcode");
  expect(barcodes?.every(({ value }) => value !== "")).toBe(true);
});

test("the sizes above are what the stand-in counts", () => {
  expect((boxSets(3, 5).releasesByGroup.get(box) ?? []).map(countTracks)).toEqual([3, 5]);
});
