import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { demoArt } from "../../src/demo/cover-art-archive/demo-art.ts";
import { drawFiles } from "../../src/demo/cover-art-archive/draw-item.ts";
import {
  startCoverArtArchive,
  type ArtCatalogue,
  type ArtItem,
  type CoverArtArchiveStandIn,
  type CoverArtArchiveOptions,
  type ArchiveListing,
} from "../../src/demo/cover-art-archive/server.ts";
import type { Fault } from "../../src/demo/stand-in.ts";

/** Recorded listings, kept beside the checkout and not in it. */
const recordedFolder = fileURLToPath(new URL("../../../shared/data/cover-art-archive/", import.meta.url));

/** The recorded listings as they are, with drawn files in the place of the pictures; undefined where there are none. */
export function recordedArt(): ArtCatalogue | undefined {
  if (!existsSync(recordedFolder)) return undefined;
  const items = readdirSync(recordedFolder)
    .filter((file) => file.endsWith(".json"))
    .map((file): [string, ArtItem] => {
      const listing = JSON.parse(readFileSync(join(recordedFolder, file), "utf8")) as ArchiveListing;
      return [basename(file, ".json"), { listing, file: drawFiles(listing) }];
    });
  return { items: new Map(items), groups: new Map() };
}

/** A running stand-in of the Cover Art Archive, with the demo's art if no other is given; it ends with the test. */
export async function coverArtStandIn(
  art: ArtCatalogue = demoArt(),
  options: CoverArtArchiveOptions = {},
): Promise<CoverArtArchiveStandIn> {
  const standIn = await startCoverArtArchive(art, options);
  onTestFinished(() => standIn.close());
  return standIn;
}

/** Any of the hosts under load: a page of HTML, and no word of when to come back. */
export const archiveBusy: Fault = {
  kind: "status",
  status: 503,
  contentType: "text/html",
  body: "<html>\n<head><title>503 Service Temporarily Unavailable</title></head>\n<body></body>\n</html>\n",
};

/** coverartarchive.org has failed. */
export const archiveBroken: Fault = {
  kind: "status",
  status: 500,
  contentType: "text/html; charset=utf-8",
  body: "Whoops. Our bad.\n",
};

/** archive.org while it puts an item together anew: what it has today is a 404. */
export const itemBeingIndexed: Fault = {
  kind: "status",
  status: 404,
  contentType: "text/html; charset=utf-8",
  body: '<!DOCTYPE html>\n<html lang="en"><head><title>Internet Archive</title></head><body></body></html>\n',
};
