import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import {
  startMusicBrainz,
  type DemoCatalogue,
  type Json,
  type MusicBrainzOptions,
} from "../../src/demo/musicbrainz/server.ts";
import type { StandIn } from "../../src/demo/stand-in.ts";

/** Recorded answers, kept beside the checkout and not in it. */
const recordedFolder = fileURLToPath(new URL("../../../shared/data/musicbrainz/", import.meta.url));

let recorded: DemoCatalogue | undefined;

/** Seventeen recorded albums, read once; undefined where the recordings are not there. */
export function recordedCatalogue(): DemoCatalogue | undefined {
  if (!existsSync(recordedFolder)) return undefined;
  recorded ??= {
    searchDocuments: readJson("search-index.json") as unknown[],
    releaseGroups: readFolder("release-group"),
    releases: readFolder("release"),
    artists: readFolder("artist"),
    releasesByGroup: new Map(
      [...readFolder("release-by-rg")].map(([mbid, browse]) => [mbid, browse.releases as Json[]]),
    ),
  };
  return recorded;
}

/** A running stand-in of MusicBrainz, with the demo's catalogue if no other is given; it ends with the test. */
export async function musicbrainzStandIn(
  catalogue: DemoCatalogue = demoCatalogue(),
  options: MusicBrainzOptions = {},
): Promise<StandIn> {
  const standIn = await startMusicBrainz(catalogue, options);
  onTestFinished(() => standIn.close());
  return standIn;
}

/** Headers of a client that says who it is. */
export const agent = { "user-agent": "importer-test/1 ( test@example.org )" };

/** Asks a stand-in for JSON without our client between, following no redirect. */
export async function getJson(
  standIn: StandIn,
  path: string,
  headers: Record<string, string> = agent,
): Promise<{ status: number; headers: Headers; body: Json }> {
  const url = `${standIn.url}/${path}${path.includes("?") ? "&" : "?"}fmt=json`;
  const response = await fetch(url, { headers, redirect: "manual" });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? {} : (JSON.parse(text) as Json),
  };
}

function readFolder(name: string): Map<string, Json> {
  const files = readdirSync(join(recordedFolder, name)).filter((file) => file.endsWith(".json"));
  return new Map(files.map((file) => [basename(file, ".json"), readJson(join(name, file)) as Json]));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(recordedFolder, path), "utf8"));
}
