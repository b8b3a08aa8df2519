import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { demoArt } from "../../../src/demo/cover-art-archive/demo-art.ts";
import { startCoverArtArchive } from "../../../src/demo/cover-art-archive/server.ts";
import {
  archiveBroken,
  archiveBusy,
  coverArtStandIn,
  itemBeingIndexed,
} from "../../helpers/cover-art-archive.ts";
import { always, firstTimes, onPath } from "../../helpers/faults.ts";

const front = "release/b84ee12a-09ef-421b-82de-0441a926375b/front-250";

test.each(["coverArtArchive", "archiveOrg", "dataNode"] as const)(
  "a fault of %s alone ends there",
  async (name) => {
    const archive = await coverArtStandIn();
    archive.hosts[name].setFault(firstTimes(1, archiveBusy));
    const first = await fetch(`${archive.url}/${front}`);
    expect([first.status, first.headers.get("content-type")]).toEqual([503, "text/html"]);
    expect(archive.hosts[name].requests.map((request) => request.status)).toEqual([503]);
    expect((await fetch(`${archive.url}/${front}`)).status).toBe(200);
  },
);

test("a rule for the whole service sees every host, and counts all requests", async () => {
  const archive = await coverArtStandIn();
  const seen: number[] = [];
  archive.setFault(({ index }) => {
    seen.push(index);
    return index === 4 ? archiveBusy : undefined;
  });
  const statuses = [];
  for (let count = 0; count < 3; count++) statuses.push((await fetch(`${archive.url}/${front}`)).status);
  expect(statuses).toEqual([200, 503, 200]);
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  archive.setFault(undefined);
  expect((await fetch(`${archive.url}/${front}`)).status).toBe(200);
  expect(seen).toHaveLength(8);
});

test("a rule can be kept to the files of one release", async () => {
  const archive = await coverArtStandIn();
  archive.setFault(onPath(/items\/mbid-b84ee12a/, always(itemBeingIndexed)));
  expect((await fetch(`${archive.url}/${front}`)).status).toBe(404);
  expect((await fetch(`${archive.url}/release/94ad3a58-a1cc-46a3-acf4-9cb6c1d6f032/front-250`)).status).toBe(
    200,
  );
});

test("an error of the service itself is no JSON either", async () => {
  const archive = await coverArtStandIn();
  archive.setFault(always(archiveBroken));
  const answer = await fetch(`${archive.url}/${front}`);
  expect([answer.status, await answer.text()]).toEqual([500, "Whoops. Our bad.\n"]);
});

test("an image can be cut half-way, and be of any bytes", async () => {
  const archive = await coverArtStandIn();
  archive.hosts.dataNode.setFault(firstTimes(1, { kind: "cut-body" }));
  await expect(fetch(`${archive.url}/${front}`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  const noImage = Buffer.from([0, 255, 0, 255]);
  archive.hosts.dataNode.setFault(
    always({ kind: "status", status: 200, contentType: "image/jpeg", body: noImage }),
  );
  const answer = await fetch(`${archive.url}/${front}`);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(noImage);
});

test("an image without end begins as the real one does", async () => {
  const archive = await coverArtStandIn();
  const image = Buffer.from(await (await fetch(`${archive.url}/${front}`)).arrayBuffer());
  archive.hosts.dataNode.setFault(always({ kind: "huge-body", bytes: 200_000 }));
  const answer = await fetch(`${archive.url}/${front}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([answer.headers.get("content-type"), answer.headers.get("content-length")]).toEqual([
    "image/jpeg",
    null,
  ]);
  expect(bytes.length).toBe(image.length + 200_000);
  expect(bytes.subarray(0, image.length)).toEqual(image);
});

test("closing ends all three hosts", async () => {
  const archive = await startCoverArtArchive(demoArt());
  await archive.close();
  await archive.close();
  for (const { url } of Object.values(archive.hosts)) await expect(fetch(url)).rejects.toThrow();
});

test("where the port is taken, nothing is left running", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const before = listening();
  await expect(startCoverArtArchive(demoArt(), { port })).rejects.toThrow("EADDRINUSE");
  await expect.poll(listening).toBe(before);
});

function listening(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "TCPServerWrap").length;
}
