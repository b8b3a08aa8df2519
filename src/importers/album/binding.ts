import type { AlbumFacts, Identifier, ReleaseFacts } from "../../facts.ts";
import { listOwnFiles, type HeldFile } from "../../library/held-files.ts";
import { listIdentifiers } from "../../library/identifiers.ts";
import type { AlbumRow } from "../../library/albums.ts";
import { sameBarcode } from "../../matching/barcode.ts";
import { layFiles, type EditionPlace, type LaidFile, type LaidFiles } from "../../matching/lay-files.ts";
import { ownRef } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { BindingTable, ToldTrack } from "../binding-table.ts";
import type { ImportContext } from "../context.ts";
import type { AlbumQuery } from "./query.ts";

/** Manual match: what a person says that an album is, with its files laid beside the tracks of the edition. */
export interface Binding {
  /** Its identities when it was looked at: somebody else may bind it meanwhile. */
  former: Identifier[];
  /** Undefined where there are no files, and no edition was named. */
  edition: ReleaseFacts | undefined;
  /** The person named this very edition, and not only the album. */
  isNamed: boolean;
  files: LaidFiles<HeldFile, EditionPlace>;
}

/** What is saved of an album when a person binds it. */
export type BoundFacts = AlbumFacts & { binding?: Binding };

/** More pages would be another 400 releases: nobody has files of those only. */
const mostPages = 4;

/** Lays the album's files beside the edition that was named, or the one that they fit best. */
export async function layBinding(
  context: ImportContext,
  source: AlbumSource,
  about: { album: AlbumRow; query: AlbumQuery; facts: AlbumFacts; evidence: unknown },
): Promise<Binding> {
  const { album, query, facts, evidence } = about;
  const files = listOwnFiles(context.db, album.id);
  const former = listIdentifiers(context.db, "album", album.id);
  const isNaming = namesRelease(query, evidence);
  const nothing = { former, edition: undefined, isNamed: false, files: { laid: [], missing: [] } };
  if (files.length === 0 && !isNaming) return nothing;
  const ref = ownRef(facts.identifiers, "album");
  const editions = ref === null ? [] : await readEditions(context, source, ref);
  const named = isNaming ? editions.filter((edition) => isNamedBy(edition, query, evidence)) : [];
  const wanted = named.length > 0 ? named : editions;
  const laid = wanted.map((edition) => ({ edition, files: layFiles(files, placesOf(edition)) }));
  const [best] = laid.sort((a, b) => misfitsOf(a.files) - misfitsOf(b.files));
  if (!best) return { ...nothing, files: layFiles(files, []) };
  return { former, ...best, isNamed: named.length === 1 };
}

/** The first pages of an album's releases. */
export async function readEditions(
  { signal }: ImportContext,
  source: AlbumSource,
  ref: Parameters<AlbumSource["releasePages"]>[0],
): Promise<ReleaseFacts[]> {
  const editions: ReleaseFacts[] = [];
  let pages = 0;
  for await (const page of source.releasePages(ref, signal)) {
    editions.push(...page.releases);
    if (++pages === mostPages) break;
  }
  return editions;
}

/** A release's MBID, a barcode, or an address that led here: each may say which edition it is. */
const namesRelease = (query: AlbumQuery, evidence: unknown): boolean =>
  query.kind === "barcode" || query.kind === "ref" || releaseIn(evidence) !== undefined;

function releaseIn(evidence: unknown): string | undefined {
  const { by, mbid } = (evidence ?? {}) as { by?: string; mbid?: string };
  return by === "release" ? mbid?.toLowerCase() : undefined;
}

function isNamedBy(edition: ReleaseFacts, query: AlbumQuery, evidence: unknown): boolean {
  if (query.kind === "barcode")
    return edition.barcode !== null && sameBarcode(edition.barcode, query.barcode);
  if (query.kind === "ref") {
    const { id } = query.ref;
    return edition.asin === id || edition.links.some((link) => link.externalId === id) || hasId(edition, id);
  }
  return hasId(edition, releaseIn(evidence));
}

const hasId = ({ identifiers }: ReleaseFacts, id: string | undefined): boolean =>
  identifiers.some(({ value }) => value === id);

/** Where its tracks stand. */
export const placesOf = ({ media }: ReleaseFacts): EditionPlace[] =>
  media.flatMap(({ position: medium, tracks }) =>
    tracks.map(({ position, number, title, lengthMs, kind, recording }) => {
      return { medium, position, number, title, lengthMs: lengthMs ?? recording.lengthMs, kind };
    }),
  );

/** Files without a track count most, then tracks without a file, then the differences in length. */
function misfitsOf({ laid, missing }: Binding["files"]): number {
  const off = laid.reduce((sum, { offMs }) => sum + Math.min(Math.abs(offMs ?? 60_000), 60_000), 0);
  return unfittingOf({ laid }).length * 1e9 + missing.length * 1e6 + off / (laid.length || 1);
}

export const unfittingOf = ({ laid }: Pick<Binding["files"], "laid">): LaidFile<HeldFile, EditionPlace>[] =>
  laid.filter(({ fits }) => !fits);

/** As it is told. */
export function tableOf({ edition, isNamed, files: { laid, missing } }: Binding): BindingTable {
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
  tracks: placesOf(edition).filter(({ kind }) => kind === "track").length,
});

const toldOf = ({ medium, number, title, lengthMs }: EditionPlace): ToldTrack => ({
  disc: medium,
  number,
  title,
  lengthMs,
});
