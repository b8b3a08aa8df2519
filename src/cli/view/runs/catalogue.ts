import { gigabytes } from "../../../catalogue/build/plan.ts";
import { parts, type CatalogueAbout, type Part } from "../../../catalogue/format.ts";
import type { CatalogueMode } from "../../../catalogue/settings.ts";
import { dayOf, oldAfterDays } from "../../../stamp.ts";
import type { CatalogueStatus } from "../../../catalogue/status.ts";
import { commandToRebuild } from "../../../catalogue/damage.ts";
import { whyUnused } from "../../../catalogue/files.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { countText } from "../../../counts.ts";

interface Flags {
  json?: boolean;
}

/** `MusicBrainz of 23 Sep 2026, 2000 albums by 1260 artists, with 2513 releases`. */
export function describeCatalogue({ stamp, counts, parts, genres }: CatalogueAbout): string {
  const releases = parts.includes("release") ? `, with ${countText(counts.releases, "release")}` : "";
  const without = genres ? "" : ", without genres";
  return `MusicBrainz of ${dayOf(stamp)}, ${countText(counts.groups, "album")} by ${countText(counts.artists, "artist")}${releases}${without}`;
}

const nouns: Record<Part, string> = { artist: "artist", "release-group": "album", release: "release" };

/** `parts of 2 artists could not be read, the first in line 7 of mbdump/artist: a field can't be read (…)`; a line for each part. */
export const unreadLines = ({ unread = {} }: CatalogueAbout): string[] =>
  parts.flatMap((part) => {
    const { documents, first } = unread[part] ?? { documents: 0, first: "" };
    return documents === 0
      ? []
      : [`parts of ${countText(documents, nouns[part])} could not be read, the first in ${first}`];
  });

const modes: Record<CatalogueMode, string> = {
  first: "asked first; what is not there is asked on the web",
  only: "asked alone: nothing leaves this machine",
  off: "not asked (IMPORTER_CATALOGUE=off)",
};

export function showStatus(status: CatalogueStatus, mode: CatalogueMode, io: Io, flags: Flags): void {
  const output = createOutput(io, flags);
  const { catalogue, building, isAtWork, unused } = status;
  const named = unused.map(({ path, because: { kind, why } }) => ({ path, because: { kind, why } }));
  output.document({ ...status, unused: named, mode });
  if (!catalogue) output.line("no catalogue is built; importer catalogue build makes one");
  else {
    output.line(describeCatalogue(catalogue));
    output.line(
      `${catalogue.path}, ${gigabytes(catalogue.bytes)}, ${countText(catalogue.ageDays, "day")} old`,
    );
    output.line(modes[mode]);
    if (catalogue.damage !== null) output.line(whatIsDamaged(catalogue));
    if (catalogue.counts.leftOut > 0)
      output.line(
        `${countText(catalogue.counts.leftOut, "release")} of albums that came into being later left out`,
      );
    for (const line of unreadLines(catalogue)) output.line(line);
    if (catalogue.ageDays >= oldAfterDays) output.line("importer catalogue update builds a newer one");
    output.line(catalogue.licence);
  }
  if (isAtWork) output.line("a build is at work");
  const [begun, onwards] = isAtWork
    ? ["begun", ""]
    : ["begun and not ended", "; importer catalogue build goes on"];
  for (const each of building) output.line(`${begun}: ${howFar(each)}${onwards}`);
  for (const each of unused) output.line(whyUnused(each));
}

/** `20260923-001002, 12.1 GB fetched, 48000 documents, 31 MB`. */
function howFar({ stamp, fetched, bytes, documents }: CatalogueStatus["building"][number]): string {
  const done = Object.values(documents).reduce((sum, count) => sum + count, 0);
  const there = fetched > 0 ? [`${gigabytes(fetched)} fetched`] : [];
  return [stamp, ...there, countText(done, "document"), gigabytes(bytes)].join(", ");
}

export const whatIsDamaged = (about: CatalogueAbout & { damage: string | null }): string =>
  `it is damaged: ${about.damage}; importer catalogue verify --deep reads all of it, ${commandToRebuild(about)} makes it anew`;

export function showVerified(
  { about, path, checked }: { about: CatalogueAbout; path: string; checked: number },
  io: Io,
  flags: Flags,
): void {
  const output = createOutput(io, flags);
  output.document({ outcome: "whole", catalogue: { ...about, path }, checked });
  output.line(`whole: ${describeCatalogue(about)}; ${countText(checked, "row")} read`);
}

export function showRemovedCatalogue(
  { files, bytes }: { files: number; bytes: number },
  io: Io,
  flags: Flags,
): void {
  const output = createOutput(io, flags);
  output.document({ files, bytes });
  output.line(files === 0 ? "there was none" : `removed: ${countText(files, "file")}, ${gigabytes(bytes)}`);
}
