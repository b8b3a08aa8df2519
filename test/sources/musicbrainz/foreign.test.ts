import { expect, test } from "vitest";
import { ForeignAnswerError, PayloadError, RejectedError } from "../../../src/errors.ts";
import type { Fault } from "../../../src/demo/stand-in.ts";
import { createMusicBrainz } from "../../../src/sources/musicbrainz/source.ts";
import { always, onPath } from "../../helpers/faults.ts";
import { apiAt, testClient } from "../../helpers/http.ts";
import { musicbrainzStandIn } from "../../helpers/musicbrainz.ts";

const nobody = "00000000-0000-4000-8000-000000000001";
const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
const json = (status: number, document: object): Fault => ({
  kind: "status",
  status,
  body: JSON.stringify(document),
});

async function connect() {
  const standIn = await musicbrainzStandIn();
  const api = { ...apiAt(standIn.url), name: "MusicBrainz" };
  return { standIn, musicbrainz: createMusicBrainz(testClient().http, api) };
}

test("its own 404 is an answer", async () => {
  const { musicbrainz } = await connect();
  expect(await musicbrainz.lookUpAlbum(nobody)).toBeUndefined();
});

test.each<[string, Fault]>([
  ["a filter's 404", { kind: "html", status: 404 }],
  ["a filter's 410", { kind: "html", status: 410 }],
  ["a filter's 403", { kind: "html", status: 403 }],
  ["an empty 404", { kind: "status", status: 404 }],
  ["a gateway's 404", json(404, { message: "Not Found" })],
  ["a framework's 404", json(404, { timestamp: 1, status: 404, error: "Not Found", path: "/" })],
  ["a list with 404", { kind: "status", status: 404, body: "[]" }],
])("%s says nothing of what MusicBrainz has", async (_, fault) => {
  const { standIn, musicbrainz } = await connect();
  standIn.setFault(always(fault));
  for (const asked of [
    musicbrainz.lookUpAlbum(nevermind),
    musicbrainz.lookUpArtist(nobody),
    musicbrainz.findAlbumOfRelease(nobody),
    musicbrainz.whereIs("recording", nobody),
    musicbrainz.searchAlbums({ readings: [{ title: "Nevermind" }], how: "ranked" }),
    musicbrainz.releasePages(nevermind).next(),
  ]) {
    const error = (await asked.catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(ForeignAnswerError);
    expect(error.message).toMatch(/some other server, not MusicBrainz: a proxy or filter\?/);
  }
});

test("its own refusal stays one", async () => {
  const { standIn, musicbrainz } = await connect();
  standIn.setFault(always(json(403, { error: "you have not identified yourself" })));
  await expect(musicbrainz.lookUpAlbum(nevermind)).rejects.toBeInstanceOf(RejectedError);
});

test("a group that is there and has no releases to list is a contradiction, not an absence", async () => {
  const { standIn, musicbrainz } = await connect();
  standIn.setFault(onPath(/release\?/, always(json(404, { error: "Not Found" }))));
  await expect(musicbrainz.releasePages(nevermind).next()).rejects.toBeInstanceOf(PayloadError);
  const none = await musicbrainz.releasePages(nobody).next();
  expect(none.value).toMatchObject({ releases: [], received: 0 });
});

test("a page that comes again and again ends the listing as unavailable", async () => {
  const { standIn, musicbrainz } = await connect();
  const release = { id: nobody, title: "The same" };
  standIn.setFault(always(json(200, { "release-count": 50_000, releases: [release] })));
  const read = async () => {
    for await (const page of musicbrainz.releasePages(nevermind)) void page;
  };
  await expect(read()).rejects.toThrow(/sends the same releases again/);
  expect(standIn.requests).toHaveLength(2);
});
