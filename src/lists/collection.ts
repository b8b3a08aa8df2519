import { UserError, exitCodes } from "../errors.ts";
import { creditText } from "../facts.ts";
import type { ImportContext } from "../importers/context.ts";
import { readMbid, readMusicBrainzAddress } from "../matching/typed/musicbrainz-address.ts";
import type { ListEntry } from "./reading/entry.ts";

/** What somebody keeps in a collection at MusicBrainz, as entries of a list. */
export interface Collected {
  mbid: string;
  name: string;
  entries: ListEntry[];
  /** What could not be read, for people. */
  odd: string[];
}

/** A collection's MBID, of itself or in its address. @throws UserError for what names no collection. */
export function collectionMbidOf(text: string): string {
  const typed = text.trim();
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const read = readMbid(typed) ?? (url && readMusicBrainzAddress(url));
  const hint = "for instance: importer collection https://musicbrainz.org/collection/<mbid>";
  if (!read || "why" in read) throw new UserError(`"${typed}" names no collection at MusicBrainz`, { hint });
  const { entity = "collection", mbid } = read;
  if (entity === "collection") return mbid;
  throw new UserError(`"${typed}" is an address of a ${entity}, not of a collection`, { hint });
}

/**
 * Reads a collection whole, a hundred albums a request: of release groups, or of releases, of which the albums are wanted.
 * @throws UserError for one that is not there or holds other things, RejectedError for a private one, the faults of the source.
 */
export async function readCollection(
  { musicbrainz, signal }: ImportContext,
  mbid: string,
): Promise<Collected> {
  const collection = await musicbrainz.lookUpCollection(mbid, signal);
  if (!collection) {
    throw new UserError(`MusicBrainz has no collection ${mbid}`, {
      hint: "is it the address of a collection? One of yours: musicbrainz.org, My data, My collections",
      exitCode: exitCodes.notFound,
    });
  }
  const { name, holds } = collection;
  if (holds !== "release" && holds !== "release-group") {
    throw new UserError(`the collection "${name}" holds ${plural(holds)}, not albums`, {
      hint: "a collection of releases or release groups can be imported",
    });
  }
  const entries: ListEntry[] = [];
  const odd: string[] = [];
  for await (const page of musicbrainz.collectionPages(collection, signal)) {
    odd.push(...page.odd);
    for (const { title, credits, date, groupMbid, releaseMbid } of page.items) {
      const raw = `${creditText(credits)} - ${title} (${date ?? "no date"})`;
      const words = groupMbid === undefined ? { releaseMbid: releaseMbid! } : { groupMbid };
      entries.push({ number: entries.length + 1, line: null, raw, words });
    }
  }
  return { mbid: collection.mbid, name, entries, odd };
}

const plural = (holds: string): string => (holds === "series" ? holds : `${holds.replace("-", " ")}s`);
