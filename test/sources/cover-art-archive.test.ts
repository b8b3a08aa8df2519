import { expect, it } from "vitest";
import { HttpError, RejectedError } from "../../src/errors.ts";
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

it("takes a picture that was withdrawn for none, and goes on asking for others", async () => {
  const { source } = await covers();
  const withdrawn = "00000000-0000-4000-8000-2856a28219be"; // U2's single: 307, then 403 from archive.org
  const nothing = await source.findCover({ ...album, releaseMbids: [], releaseGroupMbid: withdrawn }, never);
  expect(nothing).toBeUndefined();
  expect(
    await source.findCover({ ...album, releaseMbids: [], releaseGroupMbid: darkSide }, never),
  ).toBeDefined();
});

it("tells a refusal and an overload of the archive from an absence", async () => {
  const { standIn, source } = await covers();
  const asked = { ...album, releaseMbids: [], releaseGroupMbid: darkSide };
  standIn.setFault(always(archiveBusy));
  await expect(source.findCover(asked, never)).rejects.toBeInstanceOf(HttpError);
  standIn.setFault(always({ kind: "status", status: 403, body: "<html>", contentType: "text/html" }));
  await expect(source.findCover(asked, never)).rejects.toBeInstanceOf(RejectedError);
});
