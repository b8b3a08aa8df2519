import type * as z from "zod";
import type { AlbumFacts, ArtistFacts, ReleaseFacts } from "../../../facts.ts";
import { lenient, type Lenient } from "../../../sources/lenient.ts";
import * as documents from "../../../sources/musicbrainz/documents.ts";
import { albumFactsOf, artistFactsOf, releaseFactsOf } from "../../../sources/musicbrainz/facts/facts-of.ts";

/** A line of a dump through the very shapes and words of the web's answers. */

export interface GroupRead {
  facts: AlbumFacts;
  aliases: string[];
}

export interface ReleaseRead {
  facts: ReleaseFacts;
  /** MBID of its release group. */
  group: string;
}

/** What becomes of a document that can't be used, and who hears of a part of one that can't be read. */
export interface Hearing {
  refuse(why: string): never;
  unread(says: string): void;
}

const readers = {
  artist: lenient(documents.artistDocument),
  group: lenient(documents.releaseGroupDocument),
  release: lenient(documents.releaseDocument),
};

export function readArtistLine(line: Buffer, hearing: Hearing): ArtistFacts {
  const { document, odd } = read(readers.artist, line, hearing);
  const facts = artistFactsOf(document);
  if (facts.name.trim() === "") hearing.refuse(`the artist ${document.id} has no name`);
  return withOdd(facts, odd);
}

export function readGroupLine(line: Buffer, hearing: Hearing): GroupRead {
  const { document, odd } = read(readers.group, line, hearing);
  const facts = albumFactsOf(document);
  if (facts.title.trim() === "") hearing.refuse(`the release group ${document.id} has no title`);
  if (facts.credits.length === 0) hearing.refuse(`the release group ${document.id} is credited to nobody`);
  return { facts: withOdd(facts, odd), aliases: (document.aliases ?? []).map(({ name }) => name) };
}

export function readReleaseLine(line: Buffer, hearing: Hearing): ReleaseRead {
  const { document, odd } = read(readers.release, line, hearing);
  const facts = releaseFactsOf(document);
  if (facts.credits.length === 0) hearing.refuse(`the release ${document.id} is credited to nobody`);
  const group = document["release-group"]?.id.toLowerCase();
  if (group === undefined)
    hearing.refuse(`the release ${document.id} says of no release group that it is its own`);
  return { facts: withOdd(facts, odd), group };
}

function read<T>(schema: z.ZodType<Lenient<T>>, line: Buffer, hearing: Hearing): Lenient<T> {
  let json: unknown;
  try {
    json = JSON.parse(line.toString("utf8"));
  } catch {
    hearing.refuse("it is no JSON");
  }
  const { data, error } = schema.safeParse(onlyAddresses(json));
  if (!data)
    hearing.refuse(
      `it is none that is known: ${error.issues[0]?.path.join(".")}: ${error.issues[0]?.message}`,
    );
  if (data.odd[0]) hearing.unread(data.odd[0].says);
  return data;
}

/** Relations of every kind stand in the dumps; on the web only those with addresses are asked for. */
function onlyAddresses(json: unknown): unknown {
  const { relations } = (json ?? {}) as { relations?: unknown };
  if (!Array.isArray(relations)) return json;
  const kept = relations.filter(
    (each: unknown) => typeof each === "object" && each !== null && "url" in each,
  );
  return { ...(json as object), relations: kept };
}

const withOdd = <F extends { odd?: string[] }>(facts: F, odd: { says: string }[]): F =>
  odd.length === 0 ? facts : { ...facts, odd: odd.map(({ says }) => says) };
