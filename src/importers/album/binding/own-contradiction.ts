import { OutOfReachError, PayloadError, RejectedError, UnavailableError } from "../../../errors.ts";
import type { AlbumFacts, Identifier } from "../../../facts.ts";
import { sameBarcode } from "../../../matching/typed/barcode.ts";
import { refText } from "../../../matching/services/service-address.ts";
import { ownRef, textOfRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import type { Candidate, ProviderAnswer } from "../../provider.ts";
import type { OwnQuery } from "../finding/own-queries.ts";
import { describe } from "../finding/named-albums.ts";
import type { AlbumQuery } from "../query.ts";

/** One of an album's own identifiers, and the albums that it names at a source. */
interface NamedByOne {
  says: string;
  albums: Ref[];
  /** Of a release that was looked up: what else stands on it. */
  bears?: Identifier[];
}

/**
 * An album of files whose tags name different albums: a release's (or the album's own) MBID this one, the barcode (or another release, or an address) that one.
 * Which it is, is a question that shows each. Undefined where an album is named by all that name any, or one identifier is all there is.
 * What is behind the first that names any is a second opinion: it costs little, and where it can't be had the first one stands.
 * @throws what `source` throws while nothing is named yet, and where one of several albums can't be shown
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
    if (named.some(({ bears = [] }) => bears.some((each) => isSame(each, query)))) continue; // it is on that very release
    const one = await opinion(context, source, { query, isFirst: named.length === 0 });
    if (one && one.albums.length > 0) named.push(one);
  }
  const [first, ...others] = named;
  if (!first || first.albums.some((ref) => others.every((other) => names(other, ref)))) return undefined;
  return {
    outcome: "ambiguous",
    why: `the files' tags name different albums: ${named.map(({ says }) => says).join(", ")}`,
    candidates: await describeAll(context, source, named),
  };
}

const names = ({ albums }: NamedByOne, ref: Ref): boolean =>
  albums.some((each) => textOfRef(each) === textOfRef(ref));

function isSame({ kind, value }: Identifier, query: AlbumQuery): boolean {
  if (query.kind === "barcode") return kind === "barcode" && sameBarcode(value, query.barcode);
  return query.kind === "ref" && kind === query.ref.kind && value === query.ref.id;
}

/**
 * What can't be asked, or not be read, names nothing: that is no agreement, and no doubt either. The first one must be
 * asked, where it can be at all.
 */
async function opinion(
  context: ImportContext,
  source: AlbumSource,
  { query, isFirst }: { query: AlbumQuery; isFirst: boolean },
): Promise<NamedByOne | undefined> {
  try {
    return await namedBy(context, source, query, isFirst ? "all" : "first");
  } catch (error) {
    context.signal?.throwIfAborted();
    const passed = isFirst ? [OutOfReachError] : [UnavailableError, RejectedError];
    if (!passed.some((kind) => error instanceof kind)) throw error;
    return undefined;
  }
}

/** Undefined for what this source is not asked for. */
async function namedBy(
  { signal }: ImportContext,
  source: AlbumSource,
  query: AlbumQuery,
  howFar: "all" | "first",
): Promise<NamedByOne | undefined> {
  switch (query.kind) {
    case "release-group": {
      if (source.name !== "musicbrainz") return undefined;
      const facts = await source.lookUpAlbum(source.albumRef(query.mbid), signal);
      const ref = facts && ownRef(facts.identifiers, "album");
      return { says: `the release group ${query.mbid}`, albums: ref ? [ref] : [] };
    }
    case "release": {
      if (source.name !== "musicbrainz") return undefined;
      const ref: Ref = { source: source.name, entity: "release", id: query.mbid };
      return { says: `the release ${query.mbid}`, ...(await readRelease(source, ref, signal)) };
    }
    case "barcode": {
      const { albums } = await source.albumsOfBarcode(query.barcode, signal);
      return { says: `the barcode ${query.barcode}`, albums };
    }
    case "ref": {
      const found = await source.albumsAt(query.ref, signal, howFar);
      return found === "unasked" ? undefined : { says: refText(query.ref), albums: found.albums };
    }
    default:
      return undefined;
  }
}

/** Whole, for what stands on it; where it can't be read whole, the album that it belongs to is enough. */
async function readRelease(
  source: AlbumSource,
  ref: Ref,
  signal: AbortSignal | undefined,
): Promise<Pick<NamedByOne, "albums" | "bears">> {
  try {
    const found = await source.lookUpRelease(ref, signal);
    return found ? { albums: [found.album], bears: found.facts.identifiers } : { albums: [] };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const album = await source.albumOfRelease(ref, signal);
    return { albums: album ? [album] : [] };
  }
}

async function describeAll(
  context: ImportContext,
  source: AlbumSource,
  named: NamedByOne[],
): Promise<Candidate[]> {
  const refs = new Map(named.flatMap(({ albums }) => albums.map((ref) => [textOfRef(ref), ref] as const)));
  const described = await describe(context, source, { albums: [...refs.values()], evidence: {} });
  return described.map((candidate) => {
    const by = named.filter((each) => names(each, candidate.ref!));
    return { ...candidate, why: by.map(({ says }) => `${says} in the files' tags`) };
  });
}
