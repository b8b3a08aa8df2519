import { expect, it } from "vitest";
import { discogsOf } from "../../../src/demo/discogs/catalogue.ts";
import { challenge } from "../../../src/demo/discogs/replies.ts";
import type { FaultRule } from "../../../src/demo/stand-in.ts";
import { ForeignAnswerError, PayloadError, RejectedError, UnavailableError } from "../../../src/errors.ts";
import {
  credit,
  discogsAt,
  discogsStandIn,
  master,
  masterRef,
  release,
  releaseRef,
} from "../../helpers/discogs.ts";
import { faultOf, openGate } from "../../helpers/http.ts";

const catalogue = () => discogsOf({ masters: [master(900)], releases: [release(800)] });
const ranked = (title: string, artist?: string) => ({
  readings: [{ title, ...(artist !== undefined && { artist }) }],
  how: "ranked" as const,
});
const first =
  (fault: ReturnType<FaultRule>, times = 1): FaultRule =>
  ({ index }) =>
    index < times ? fault : undefined;
const json = (status: number, body: string, headers = {}) =>
  ({ kind: "status", status, body, headers, contentType: "application/json" }) as const;

it("says who it is and who asks, and keeps the token out of the address", async () => {
  const standIn = await discogsStandIn(catalogue());
  await discogsAt(standIn).lookUpAlbum(masterRef(900));
  expect(standIn.requests.map(({ path }) => path)).toEqual(["/masters/900", "/releases/800"]);
  expect(standIn.requests[0]!.headers).toMatchObject({
    "user-agent": "importer/9.9 +test@example.org",
    authorization: "Discogs token=stand-in-token",
  });
});

it("says it in ASCII, whoever asks", async () => {
  const standIn = await discogsStandIn(catalogue());
  await discogsAt(standIn, { userAgent: "importer/9.9 +zoë@example.org" }).lookUpAlbum(masterRef(900));
  expect(standIn.requests[0]!.headers["user-agent"]).toBe("importer/9.9 +zo%C3%AB@example.org");
});

it("tells an answer that there is none from everything else that says 404", async () => {
  const standIn = await discogsStandIn(catalogue());
  const discogs = discogsAt(standIn);
  expect(await discogs.lookUpAlbum(masterRef(1))).toBeUndefined();
  expect(await discogs.lookUpAlbum(releaseRef(1))).toBeUndefined();
  expect(await discogs.lookUpArtist({ source: "discogs", entity: "artist", id: "1" })).toBeUndefined();
  for (const fault of [
    json(404, '{"message":"The requested resource was not found."}'),
    json(404, '{"error":"Not Found"}'),
    { kind: "html", status: 404 } as const,
    json(404, ""),
  ]) {
    standIn.setFault(() => fault);
    expect(await faultOf(discogs.lookUpAlbum(masterRef(900)))).toBeInstanceOf(ForeignAnswerError);
  }
});

it.each([
  ["a wrong token", json(401, '{"message":"You must authenticate to access this resource."}'), RejectedError],
  ["no permission", json(403, '{"message":"Forbidden"}'), RejectedError],
  ["a firewall", { kind: "status", ...challenge() } as const, ForeignAnswerError],
  [
    "a malformed query",
    json(500, '{"message":"An internal server error occurred. (Malformed query?)"}'),
    PayloadError,
  ],
  ["an empty 200, as for a client without a name", json(200, ""), PayloadError],
])("%s is never an answer", async (_, fault, kind) => {
  const standIn = await discogsStandIn(catalogue());
  standIn.setFault(() => fault);
  expect(await faultOf(discogsAt(standIn).searchAlbums(ranked("Night Shift")))).toBeInstanceOf(kind);
});

it("asks again after a gateway's page and after half a document", async () => {
  const standIn = await discogsStandIn(catalogue());
  const discogs = discogsAt(standIn);
  for (const fault of [{ kind: "html", status: 502 } as const, json(200, '{"id":900,"title":"Nig')]) {
    const index = standIn.requests.length;
    standIn.setFault((request) => (request.index === index ? fault : undefined));
    expect((await discogs.lookUpAlbum(masterRef(900)))?.title).toBe("Night Shift");
  }
});

it("asks a search that took too long once more, shorter", async () => {
  const standIn = await discogsStandIn(catalogue());
  standIn.setFault(first(json(500, '{"message":"Query time exceeded. Please try a simpler query."}')));
  const { albums } = await discogsAt(standIn).searchAlbums(ranked("Night Shift", "The Porters"));
  expect(albums).toMatchObject([{ mbid: "master:900" }]);
  expect(standIn.requests.map(({ path }) => path.includes("artist="))).toEqual([true, false]);
});

it("shuts the gate for everybody after a 429, twice as long the next time, and when a minute is used up", async () => {
  const paused: number[] = [];
  const gate = { ...openGate(), pause: (ms: number) => Promise.resolve(void paused.push(ms)) };
  const standIn = await discogsStandIn(catalogue());
  standIn.setFault(({ index }) =>
    index < 3
      ? json(
          429,
          '{"message":"You are making requests too quickly."}',
          index === 2 ? { "retry-after": "55" } : {},
        )
      : undefined,
  );
  const discogs = discogsAt(standIn, { gate });
  expect((await discogs.lookUpAlbum(masterRef(900)))?.title).toBe("Night Shift");
  expect(paused).toEqual([10_000, 20_000, 55_000]);
  standIn.setFault(({ index }) => {
    const headers = { "x-discogs-ratelimit-remaining": "0" };
    return index === 5 ? { kind: "rewrite", rewrite: (reply) => ({ ...reply, headers }) } : undefined;
  });
  await discogs.lookUpAlbum(masterRef(900));
  expect(paused.slice(3)).toEqual([5_000]);
});

it("a good answer ends the row of 429s: the next one is the first again", async () => {
  const paused: number[] = [];
  const gate = { ...openGate(), pause: (ms: number) => Promise.resolve(void paused.push(ms)) };
  const standIn = await discogsStandIn(catalogue());
  standIn.setFault(({ index }) =>
    index % 3 === 0 ? json(429, '{"message":"You are making requests too quickly."}') : undefined,
  );
  const discogs = discogsAt(standIn, { gate });
  for (let times = 0; times < 3; times++) await discogs.lookUpAlbum(masterRef(900));
  expect(paused).toEqual([10_000, 10_000, 10_000]);
});

it("follows no address that a page names, and never asks for nothing", async () => {
  const standIn = await discogsStandIn(catalogue());
  const discogs = discogsAt(standIn);
  expect(await discogs.searchAlbums(ranked("!!!"))).toMatchObject({ albums: [], total: 0 });
  expect(standIn.requests).toEqual([]);
  standIn.setFault(() => ({
    kind: "status",
    status: 302,
    headers: { location: "http://127.0.0.1:1/login" },
  }));
  expect(await faultOf(discogs.lookUpAlbum(masterRef(900)))).toBeInstanceOf(UnavailableError);
});

it("cleans what is known to lose the right hit, and finds names that the artist's filter does not", async () => {
  const documents = discogsOf({
    masters: [
      master(901, { title: "Shout! (CD1)", artists: [credit(12, "Loud")] }),
      master(902, { title: "風の歌", artists: [credit(13, "山田太郎")] }),
    ],
  });
  const discogs = discogsAt(await discogsStandIn(documents));
  expect((await discogs.searchAlbums(ranked("Shout! CD1", "Loud"))).albums).toMatchObject([
    { mbid: "master:901" },
  ]);
  expect((await discogs.searchAlbums(ranked("風の歌", "山田太郎"))).albums).toMatchObject([
    { mbid: "master:902", title: "風の歌", artists: [{ name: "山田太郎" }] },
  ]);
});

it("believes a barcode only where a hit bears it", async () => {
  const documents = discogsOf({ releases: [release(800), release(801, { master_id: 0 })], masters: [] });
  const discogs = discogsAt(await discogsStandIn(documents));
  // Copied from the page it finds nothing; as printed it does.
  const named = await discogs.albumsOfBarcode("5016026202392");
  expect(named.albums).toEqual([]);
  documents.releases.set(802, release(802, { identifiers: [{ type: "Barcode", value: "5016026202392" }] }));
  expect((await discogs.albumsOfBarcode("5016026202392")).albums).toEqual([masterRef(900)]);
});
