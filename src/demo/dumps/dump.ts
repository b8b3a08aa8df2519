import { createHash } from "node:crypto";
import type { DemoCatalogue, Json } from "../musicbrainz/documents.ts";
import { storedXz } from "./stored-xz.ts";
import { tarEnd, tarMember } from "./tar.ts";

/** What is dumped, an archive each. */
export const dumped = ["artist", "release-group", "release"] as const;
export type Dumped = (typeof dumped)[number];

/** A dump of one day: what stands in each of its archives. */
export interface Dump {
  /** The name of its folder: `20260923-001002`. */
  stamp: string;
  /** The same in all archives of a dump, while each has the time at which it was packed. */
  sequence: number;
  schemaNumber: string;
  /** A line each. */
  lines: Record<Dumped, string[]>;
  /** Sizes as of members of 8 GiB and more. */
  base256?: boolean;
}

/** The documents of a catalogue, as they stand in the dumps: complete, but without what hangs on them. */
export function dumpOf(catalogue: DemoCatalogue, stamp = "20260923-001002"): Dump {
  const { artists, releaseGroups, releases, releasesByGroup } = catalogue;
  const all = new Map(releases);
  for (const [group, of] of releasesByGroup)
    for (const release of of)
      all.set(String(release.id), { "release-group": releaseGroups.get(group), ...release });
  const linesOf = (documents: Iterable<Json>, leftOut: string[]): string[] =>
    [...documents].map((document) => JSON.stringify(without(document, leftOut)));
  return {
    stamp,
    sequence: 187_654,
    schemaNumber: "1\n",
    lines: {
      artist: linesOf(artists.values(), ["release-groups", "releases", "recordings", "works"]),
      "release-group": linesOf(releaseGroups.values(), ["releases"]),
      release: linesOf(all.values(), ["collections"]),
    },
  };
}

const without = (document: Json, keys: string[]): Json =>
  Object.fromEntries(Object.entries(document).filter(([key]) => !keys.includes(key)));

/** The small files at the front of each archive. */
export function frontOf({ stamp, sequence }: Pick<Dump, "stamp" | "sequence">): [string, Buffer][] {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  return [
    ["TIMESTAMP", Buffer.from(`${year}-${month}-${day} ${hour}:${minute}:${second}.123456+00\n`)],
    ["COPYING", Buffer.from("CC0 1.0 Universal\n")],
    ["README", Buffer.from("The file under mbdump/ contains one document (entity) per line, in JSON\n")],
    ["REPLICATION_SEQUENCE", Buffer.from(`${sequence}\n`)],
    ["SCHEMA_SEQUENCE", Buffer.from("31\n")],
  ];
}

/** An archive of the dump, `.tar.xz`. No newline ends its last document, and the schema number comes after the body. */
export function archiveOf(dump: Dump, entity: Dumped): Buffer {
  const body = Buffer.from(dump.lines[entity].join("\n"));
  return storedXz(
    Buffer.concat([
      ...frontOf(dump).map(([name, text]) => tarMember(name, text)),
      tarMember(`mbdump/${entity}`, body, dump.base256),
      tarMember("JSON_DUMPS_SCHEMA_NUMBER", Buffer.from(dump.schemaNumber)),
      tarEnd,
    ]),
  );
}

/** Every file of the dump's folder, by name. */
export function filesOf(dump: Dump): Map<string, Buffer> {
  const archives = dumped.map((entity): [string, Buffer] => [`${entity}.tar.xz`, archiveOf(dump, entity)]);
  return new Map([...archives, ["SHA256SUMS", Buffer.from(checksumsOf(archives))]]);
}

/** As `sha256sum --binary` writes it. */
export const checksumsOf = (files: Iterable<[string, Buffer]>): string =>
  [...files]
    .map(([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")} *${name}\n`)
    .join("");
