import { OutOfReachError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import { sameBarcode } from "../../matching/typed/barcode.ts";
import { refText } from "../../matching/services/service-address.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { Candidate, ProviderAnswer } from "../provider.ts";
import { candidateOf } from "./candidates.ts";
import type { OwnQuery } from "./own-queries.ts";
import type { AlbumQuery } from "./query.ts";

/** One of an album's own identifiers, and the albums that it names at a source. */
interface NamedByOne {
  says: string;
  albums: Ref[];
  /** Of a release that was looked up. */
  barcode?: string | null;
}

/**
 * An album of files whose tags name different albums: a release's MBID this one, the barcode (or another release, or an address) that one.
 * Which it is, is a question that shows each. Undefined where an album is named by all that name any, or one identifier is all there is.
 */
export async function contradiction(
  context: ImportContext,
  source: AlbumSource,
  queries: OwnQuery[],
): Promise<ProviderAnswer<AlbumFacts> | undefined> {
  // A catalogue number is printed on albums of others, too: it contradicts nothing.
  const own = queries.filter((query) => query.kind !== "title" && query.kind !== "catalogue-numbers");
  if (own.length < 2) return undefined;
  const named: NamedByOne[] = [];
  for (const query of own) {
    const isBorne =
      query.kind === "barcode" && named.some(({ barcode }) => barcode && sameBarcode(barcode, query.barcode)); // it is on that very release
    const one = isBorne ? undefined : await namedBy(context, source, query).catch(unlessOutOfReach);
    if (one && one.albums.length > 0) named.push(one);
  }
  const [first, ...others] = named;
  if (!first || first.albums.some((ref) => others.every((other) => names(other, ref)))) return undefined;
  return {
    outcome: "ambiguous",
    why: `the files' tags name releases of different albums: ${named.map(({ says }) => says).join(", ")}`,
    candidates: await describeAll(context, source, named),
  };
}

const names = ({ albums }: NamedByOne, ref: Ref): boolean =>
  albums.some((each) => textOfRef(each) === textOfRef(ref));

/** What can't be asked for at all contradicts nothing. */
function unlessOutOfReach(fault: unknown): undefined {
  if (!(fault instanceof OutOfReachError)) throw fault;
}

/** Undefined for what this source is not asked for. */
async function namedBy(
  { signal }: ImportContext,
  source: AlbumSource,
  query: AlbumQuery,
): Promise<NamedByOne | undefined> {
  switch (query.kind) {
    case "release": {
      if (source.name !== "musicbrainz") return undefined;
      const ref: Ref = { source: source.name, entity: "release", id: query.mbid };
      const found = await source.lookUpRelease(ref, signal);
      const albums = found ? [found.album] : [];
      return { says: `the release ${query.mbid}`, albums, barcode: found?.facts.barcode ?? null };
    }
    case "barcode": {
      const { albums } = await source.albumsOfBarcode(query.barcode, signal);
      return { says: `the barcode ${query.barcode}`, albums };
    }
    case "ref": {
      const found = await source.albumsAt(query.ref, signal);
      return found === "unasked" ? undefined : { says: refText(query.ref), albums: found.albums };
    }
    default:
      return undefined;
  }
}

const mostDescribed = 5;

async function describeAll(
  { signal }: ImportContext,
  source: AlbumSource,
  named: NamedByOne[],
): Promise<Candidate[]> {
  const refs = new Map(named.flatMap(({ albums }) => albums.map((ref) => [textOfRef(ref), ref] as const)));
  const candidates: Candidate[] = [];
  for (const ref of [...refs.values()].slice(0, mostDescribed)) {
    const facts = await source.lookUpAlbum(ref, signal);
    const why = named.filter((each) => names(each, ref)).map(({ says }) => `${says} in the files' tags`);
    if (facts) candidates.push({ ...candidateOf(ref, facts), why });
  }
  return candidates;
}
