import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { drawCover } from "../../src/demo/draw-cover.ts";

/** A process of its own, so that it takes no time from the one that is measured. Counts when it is asked to. */
const latencyMs = Number(process.argv[2]);
const jpeg = await drawCover("bench", 300, "jpeg");
let requests = 0;

/** Answers everything after the latency: a cover for a front, placeholder lyrics for a song. */
const server = createServer((request, response) => {
  requests++;
  setTimeout(() => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname.includes("/front")) {
      response.writeHead(200, { "content-type": "image/jpeg" }).end(jpeg);
      return;
    }
    const [title, artist] = [url.searchParams.get("track_name"), url.searchParams.get("artist_name")];
    const record = { id: requests, trackName: title, artistName: artist, albumName: null, duration: 180 };
    const body = { ...record, instrumental: false, plainLyrics: "la la la", syncedLyrics: null };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  }, latencyMs);
});
server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on("message", () => process.send!({ requests }));
process.on("disconnect", () => process.exit());
