import { expect, it } from "vitest";
import type { FaultRule } from "../../../src/demo/stand-in.ts";
import { RejectedError, UnavailableError } from "../../../src/errors.ts";
import {
  credit,
  discogsAt,
  discogsWorld,
  master,
  masterRef,
  release,
  releaseRef,
  type DiscogsWorld,
} from "../../helpers/discogs.ts";
import { faultOf, openGate } from "../../helpers/http.ts";

/**
 * The twenty-five odd cases of Discogs, by their numbers in the reference of its API: those of asking (1 to 11, 25), one row each, through the real client at the stand-in.
 * What a case means in its details stands in the files beside this one.
 */

const plain = (): Promise<DiscogsWorld> => discogsWorld({ masters: [master(900)], releases: [release(800)] });
const ranked = (title: string, artist?: string) => ({
  readings: [{ title, ...(artist !== undefined && { artist }) }],
  how: "ranked" as const,
});
const once =
  (fault: ReturnType<FaultRule>): FaultRule =>
  ({ index }) =>
    index === 0 ? fault : undefined;
const json = (status: number, body: string, headers = {}) =>
  ({ kind: "status", status, body, headers, contentType: "application/json" }) as const;
const cases: [number, string, () => Promise<void>][] = [
  [
    1,
    "a search over three pages, and one past the end",
    async () => {
      const masters = Array.from({ length: 120 }, (_, at) => master(900 + at));
      const { discogs } = await discogsWorld({ masters });
      const pages = [0, 50, 100].map((offset) =>
        discogs.searchAlbums(ranked("Night Shift", "The Porters"), undefined, offset),
      );
      const told = await Promise.all(pages);
      expect(told.map(({ albums, total, received }) => [albums.length, total, received])).toEqual([
        [50, 120, 50],
        [50, 120, 100],
        [20, 120, 120],
      ]);
      expect(
        await faultOf(discogs.searchAlbums(ranked("Night Shift", "The Porters"), undefined, 150)),
      ).toBeInstanceOf(UnavailableError);
    },
  ],
  [
    2,
    "no hits, and an empty query that would bring arbitrary rows",
    async () => {
      const { discogs, standIn } = await plain();
      expect(await discogs.searchAlbums(ranked("Nothing Like It", "Nobody"))).toMatchObject({
        albums: [],
        total: 0,
      });
      const asked = standIn.requests.length;
      expect(await discogs.searchAlbums(ranked("!!!"))).toMatchObject({ albums: [] });
      expect(standIn.requests).toHaveLength(asked);
    },
  ],
  [
    3,
    "a search without a token is refused, by a switch answered; a wrong token is refused",
    async () => {
      const documents = { masters: [master(900)] };
      for (const [isOpen, token] of [
        [false, null],
        [true, "another"],
      ] as const) {
        const { standIn } = await discogsWorld(documents, { isOpen });
        const source = discogsAt(standIn, { token });
        expect(await faultOf(source.searchAlbums(ranked("Night Shift")))).toBeInstanceOf(RejectedError);
      }
      const { standIn } = await discogsWorld(documents, { isOpen: true });
      const { albums } = await discogsAt(standIn, { token: null }).searchAlbums(ranked("Night Shift"));
      expect(albums).toMatchObject([{ mbid: "master:900" }]);
    },
  ],
  [
    4,
    "an agent they don't like gets an empty 200 or a challenge: never an answer",
    async () => {
      const { standIn } = await plain();
      expect(
        await faultOf(discogsAt(standIn, { userAgent: "curl" }).lookUpAlbum(masterRef(900))),
      ).toBeInstanceOf(UnavailableError);
      standIn.setFault(() => ({ kind: "html", status: 403 }));
      expect(await faultOf(discogsAt(standIn).lookUpAlbum(masterRef(900)))).toBeInstanceOf(UnavailableError);
    },
  ],
  [
    5,
    "429 with and without Retry-After, and the last of a minute",
    async () => {
      for (const [headers, wait] of [
        [{}, 10_000],
        [{ "retry-after": "40" }, 40_000],
      ] as const) {
        const paused: number[] = [];
        const { standIn } = await plain();
        standIn.setFault(once(json(429, '{"message":"You are making requests too quickly."}', headers)));
        const gate = { ...openGate(), pause: (ms: number) => Promise.resolve(void paused.push(ms)) };
        expect(await discogsAt(standIn, { gate }).lookUpAlbum(masterRef(900))).toMatchObject({
          title: "Night Shift",
        });
        expect(paused).toEqual([wait]);
      }
    },
  ],
  [
    6,
    "500 for a query that is slow, right once shortened; 500 for a malformed one",
    async () => {
      const { discogs, standIn } = await plain();
      standIn.setFault(once(json(500, '{"message":"Query time exceeded. Please try a simpler query."}')));
      expect((await discogs.searchAlbums(ranked("Night Shift", "The Porters"))).albums).toHaveLength(1);
      standIn.setFault(() =>
        json(500, '{"message":"An internal server error occurred. (Malformed query?)"}'),
      );
      expect(await faultOf(discogs.searchAlbums(ranked("Night Shift")))).toBeInstanceOf(UnavailableError);
    },
  ],
  [
    7,
    "a gateway's page, then fine; half a document once",
    async () => {
      for (const fault of [{ kind: "html", status: 502 } as const, json(200, '{"id":900,"ti')]) {
        const { discogs, standIn } = await plain();
        standIn.setFault(once(fault));
        expect(await discogs.lookUpAlbum(masterRef(900))).toMatchObject({ title: "Night Shift" });
      }
    },
  ],
  [
    8,
    "a short page in the middle; no address of a page is followed, and no token stands in one",
    async () => {
      const { discogs, standIn } = await discogsWorld({
        masters: Array.from({ length: 60 }, (_, at) => master(900 + at)),
      });
      standIn.setFault(
        once({
          kind: "rewrite",
          rewrite: (reply) => {
            const body = JSON.parse(String(reply.body)) as { results: unknown[] };
            return { ...reply, body: JSON.stringify({ ...body, results: body.results.slice(0, 48) }) };
          },
        }),
      );
      const { albums, total, received } = await discogs.searchAlbums(ranked("Night Shift"));
      expect([albums.length, total, received]).toEqual([48, 60, 50]);
      expect((await discogs.searchAlbums(ranked("Night Shift"), undefined, received)).albums).toHaveLength(
        10,
      );
      expect(standIn.requests.map(({ path }) => path).join()).not.toContain("token");
    },
  ],
  [
    9,
    "a hit that is gone; another id than was asked",
    async () => {
      const { discogs, standIn } = await plain();
      expect(await discogs.lookUpAlbum(masterRef(901))).toBeUndefined();
      standIn.setFault(({ path }) =>
        path === "/masters/41"
          ? { kind: "rewrite", rewrite: () => ({ status: 200, body: JSON.stringify(master(900)) }) }
          : undefined,
      );
      expect((await discogs.lookUpAlbum(masterRef(41)))?.identifiers.map(({ value }) => value)).toEqual([
        "900",
        "41",
      ]);
    },
  ],
  [
    10,
    "a master and a release of one number",
    async () => {
      const { discogs } = await discogsWorld({
        masters: [master(7, { title: "M" })],
        releases: [release(7, { title: "R", master_id: null })],
      });
      expect([
        (await discogs.lookUpAlbum(masterRef(7)))?.title,
        (await discogs.lookUpAlbum(releaseRef(7)))?.title,
      ]).toEqual(["M", "R"]);
    },
  ],
  [
    11,
    "a master of 300 versions: one page of them, for the earliest",
    async () => {
      const releases = Array.from({ length: 300 }, (_, at) =>
        release(1000 + at, { released: String(1990 + (at % 20)) }),
      );
      const { discogs, standIn } = await discogsWorld({
        masters: [master(900, { main_release: 5 })],
        releases,
      });
      expect(await discogs.lookUpAlbum(masterRef(900))).toMatchObject({ title: "Night Shift" });
      expect(standIn.requests.filter(({ path }) => path.includes("versions"))).toHaveLength(1);
    },
  ],
  [
    25,
    "a title that is not Latin, and signs that lose the right hit",
    async () => {
      const { discogs } = await discogsWorld({
        masters: [
          master(901, { title: "Shout! (CD1)", artists: [credit(12, "Loud")] }),
          master(902, { title: "風の歌", artists: [credit(13, "山田太郎")] }),
        ],
      });
      expect((await discogs.searchAlbums(ranked("風の歌", "山田太郎"))).albums).toMatchObject([
        { mbid: "master:902" },
      ]);
      expect((await discogs.searchAlbums(ranked("Shout! CD1", "Loud"))).albums).toMatchObject([
        { mbid: "master:901" },
      ]);
    },
  ],
];

it.each(cases)("case %i: %s", (_, __, check) => check());
