import { expect, it } from "vitest";
import { ForeignAnswerError, HttpError, WithheldError } from "../../src/errors.ts";
import { checkImage } from "../../src/artwork/image.ts";
import { archiveCovers } from "../helpers/enriching.ts";
import { archiveBusy, coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { always } from "../helpers/faults.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const never = new AbortController().signal;
const album = { id: 1, title: "", artist: "", year: null, barcodes: [] };
const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";

async function covers() {
  const { db } = await temporaryLibrary();
  const standIn = await coverArtStandIn();
  return { standIn, source: archiveCovers(db, standIn.url) };
}

it("follows the redirects of the archive to a real picture, and names the address it asked", async () => {
  const { standIn, source } = await covers();
  const asked = { ...album, releaseMbids: [], releaseGroupMbid: darkSide };
  const found = await source.findCover(asked, never);
  expect(found?.url).toBe(`${standIn.url}/release-group/${darkSide}/front-1200`);
  expect(await checkImage(found!.bytes)).toMatchObject({ mediaType: "image/jpeg" });
  expect(standIn.hosts.coverArtArchive.requests).toHaveLength(1);
  expect(standIn.requests).toHaveLength(3);
});

it("asks the release first, and the release group where it has none", async () => {
  const { standIn, source } = await covers();
  const unknown = "00000000-0000-4000-8000-000000000001";
  const found = await source.findCover(
    { ...album, releaseMbids: [unknown], releaseGroupMbid: darkSide },
    never,
  );
  expect(found?.url).toContain(`/release-group/${darkSide}/`);
  expect(standIn.hosts.coverArtArchive.requests.map(({ path }) => path.split("/")[1])).toEqual([
    "release",
    "release",
    "release-group",
  ]);
});

it("tells a picture that archive.org withholds from none, and goes on asking for others", async () => {
  const { source } = await covers();
  const withdrawn = "00000000-0000-4000-8000-2856a28219be"; // U2's single: 307, then 403 from archive.org
  const asked = { ...album, releaseMbids: [], releaseGroupMbid: withdrawn };
  await expect(source.findCover(asked, never)).rejects.toBeInstanceOf(WithheldError);
  expect(
    await source.findCover({ ...album, releaseMbids: [], releaseGroupMbid: darkSide }, never),
  ).toBeDefined();
});

it("knows the Archive's own word for none, and no overload or silence for it", async () => {
  const { standIn, source } = await covers();
  const nobody = "00000000-0000-4000-8000-000000000001";
  const unknown = { ...album, releaseMbids: [nobody], releaseGroupMbid: nobody };
  expect(await source.findCover(unknown, never)).toBeUndefined();
  standIn.setFault(always(archiveBusy));
  await expect(source.findCover(unknown, never)).rejects.toBeInstanceOf(HttpError);
});

const filterPage = `<html><title>Blocked</title><p>No access to https://archive.org/download/mbid-${darkSide}/x.jpg (Internet Archive)`;

it.each([
  ...[401, 403, 404, 410].map((status) => ["coverArtArchive", status, "text/html"] as const),
  ...[401, 403, 404, 410].map((status) => ["archiveOrg", status, "text/html"] as const),
  ...[403, 404].map((status) => ["dataNode", status, "text/plain"] as const),
])(
  "takes what a filter says in the place of %s (%i, %s) for no answer",
  async (host, status, contentType) => {
    const { standIn, source } = await covers();
    const asked = { ...album, releaseMbids: [darkSide], releaseGroupMbid: darkSide };
    standIn.hosts[host].setFault(always({ kind: "status", status, contentType, body: filterPage }));
    const fault = (await source.findCover(asked, never).catch((error: unknown) => error)) as Error;
    expect(fault).toBeInstanceOf(ForeignAnswerError);
    expect(fault.message).toContain("a page of some other server, not Cover Art Archive: a proxy or filter?");
    standIn.setFault(undefined);
    expect(await source.findCover(asked, never)).toBeDefined();
  },
);
