import type { AlbumFacts, Identifier, ReleaseFacts } from "../../../facts.ts";
import { listOwnFiles, type HeldFile } from "../../../library/items/held-files.ts";
import { listIdentifiers } from "../../../library/identity/identifiers.ts";
import {
  layFiles,
  type EditionPlace,
  type LaidFile,
  type LaidFiles,
} from "../../../matching/editions/lay-files.ts";
import { ownRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { BindingTable, ToldTrack } from "../../binding-table.ts";
import type { ImportContext } from "../../context.ts";
import type { ReleaseListing } from "../../release/listing.ts";
import { findEditions, releasesIn, type About } from "./editions.ts";
import { listEdition } from "./listed-edition.ts";

/** Manual match: what a person says that an album is, with its files laid beside the tracks of the edition. */
export interface Binding {
  /** Its identities when it was looked at: somebody else may bind it meanwhile. */
  former: Identifier[];
  /** Undefined where no edition was named, and there are no files, or no tracks to lay them beside. */
  edition: ReleaseFacts | undefined;
  /** The same as its source lists it; what became of what that lacks was asked. */
  listing?: ReleaseListing;
  /** The person named this very edition, and not only the album. */
  isNamed: boolean;
  files: LaidFiles<HeldFile, EditionPlace>;
}

/** What is saved of an album when a person binds it. */
export type BoundFacts = AlbumFacts & { binding?: Binding };

/**
 * Lays the album's files beside the edition that was named, or the one that they fit best. One whose tracks nobody entered is none of these.
 * @throws as `findEditions` and `listEdition`
 */
export async function layBinding(
  context: ImportContext,
  source: AlbumSource,
  about: About,
): Promise<Binding> {
  const { album } = about;
  const files = listOwnFiles(context.db, album.id);
  const former = listIdentifiers(context.db, "album", album.id);
  const nothing = { former, edition: undefined, isNamed: false, files: { laid: [], missing: [] } };
  if (files.length === 0 && releasesIn(about.evidence).length === 0) return nothing;
  const { editions, isNamed } = await findEditions(context, source, about);
  const listed = editions.filter((edition) => placesOf(edition).length > 0);
  const laid = (listed.length > 0 || !isNamed ? listed : editions).map((edition) => {
    const beside = layFiles(files, placesOf(edition));
    return { edition, files: beside, misfits: misfitsOf(beside, unlistedOf(edition)) };
  });
  const [best] = laid.sort((a, b) => a.misfits - b.misfits);
  if (!best) return { ...nothing, files: layFiles(files, []) };
  const { edition, files: beside } = best;
  const listing = await listEdition(context, source, about, { edition, hasFiles: files.length > 0 });
  return { former, edition, listing, files: beside, isNamed };
}

/** Where its tracks stand. */
export const placesOf = ({ media }: ReleaseFacts): EditionPlace[] =>
  media.flatMap(({ position: medium, tracks }) =>
    tracks.map(({ position, number, title, lengthMs, kind, recording }) => {
      return { medium, position, number, title, lengthMs: lengthMs ?? recording.lengthMs, kind };
    }),
  );

/** How many tracks it has beside those that are listed. */
const unlistedOf = ({ media }: ReleaseFacts): number =>
  media.reduce((sum, { trackCount, tracks }) => sum + Math.max(0, trackCount - tracks.length), 0);

/** Files without a track count most, then tracks without a file (so is one that is not listed), then the differences in length. */
function misfitsOf({ laid, missing }: Binding["files"], unlisted: number): number {
  const off = laid.reduce((sum, { offMs }) => sum + Math.min(Math.abs(offMs ?? 60_000), 60_000), 0);
  return unfittingOf({ laid }).length * 1e9 + (missing.length + unlisted) * 1e6 + off / (laid.length || 1);
}

export const unfittingOf = ({ laid }: Pick<Binding["files"], "laid">): LaidFile<HeldFile, EditionPlace>[] =>
  laid.filter(({ fits }) => !fits);

/** As it is told. */
export function bindingTableOf({ edition, isNamed, files: { laid, missing } }: Binding): BindingTable {
  return {
    edition: edition ? { ...toldOfEdition(edition), isNamed } : null,
    files: laid.map(({ file, place, offMs, fits }) => {
      const { path, disc, number, title: own, lengthMs } = file;
      const track = place ? toldOf(place) : null;
      return { path, disc: disc ?? 1, number, title: own, lengthMs, track, differenceMs: offMs, fits };
    }),
    missing: missing.map(toldOf),
    unfitting: unfittingOf({ laid }).map(({ file }) => file.path),
  };
}

const toldOfEdition = (edition: ReleaseFacts) => ({
  ref: ownRef(edition.identifiers, "release"),
  title: edition.title,
  releasedOn: edition.releasedOn,
  country: edition.country,
  tracks: placesOf(edition).filter(({ kind }) => kind === "track").length + unlistedOf(edition),
});

const toldOf = ({ medium, number, title, lengthMs }: EditionPlace): ToldTrack => ({
  disc: medium,
  number,
  title,
  lengthMs,
});
