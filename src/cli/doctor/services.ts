import type { Config } from "../../config.ts";
import { readGate } from "../../db/gates.ts";
import { closeLibrary, openLibrary, type Db } from "../../db/open.ts";
import { createEvents } from "../../events.ts";
import { connectSources, type Sources } from "../sources.ts";
import { publicAddress } from "../../sources/http/public-address.ts";
import { problemOf, type Finding } from "./finding.ts";

/** An artist that every MusicBrainz has: asking for it shows that the service answers. */
const variousArtists = "89ad4ac3-39f7-470e-963a-56509c546377";

/** Each service's address and gate, and, online, whether it answers. */
export async function examineServices(
  config: Config,
  db: Db | undefined,
  options: { online: boolean },
): Promise<Finding[]> {
  const { url, intervalMs } = config.musicbrainz;
  const findings: Finding[] = [
    {
      about: "musicbrainz",
      verdict: "fine",
      says: `${publicAddress(new URL(url))}, one request in ${intervalMs} ms`,
    },
  ];
  const gate = db && readGate(db, "musicbrainz");
  const waitMs = (gate?.nextAt ?? 0) - Date.now();
  if (gate?.reason && waitMs > 0) {
    const says = `to be left alone for ${Math.ceil(waitMs / 1000)} s more: ${gate.reason}`;
    findings.push({ about: "musicbrainz", verdict: "note", says });
  }
  if (options.online) findings.push(await askMusicBrainz(config, db));
  return findings;
}

/** Without a library that can be read, an empty one in memory keeps the gate. */
async function askMusicBrainz(config: Config, library: Db | undefined): Promise<Finding> {
  const db = library ?? (await openLibrary(":memory:", { readonly: true }));
  let sources: Sources | undefined;
  try {
    sources = await connectSources({ config, db, events: createEvents(), dryRun: true });
    const artist = await sources.musicbrainz.lookUpArtist(variousArtists);
    return artist
      ? { about: "musicbrainz", verdict: "fine", says: "answers" }
      : { about: "musicbrainz", verdict: "note", says: "answers, but knows no Various Artists" };
  } catch (error) {
    return problemOf("musicbrainz", error);
  } finally {
    await sources?.close();
    if (!library) closeLibrary(db);
  }
}
