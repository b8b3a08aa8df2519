import { type AlbumFacts, hasIdentifier } from "../../../facts.ts";
import { refText } from "../../../matching/services/service-address.ts";
import { isKeptFrom } from "../../../library/decisions/kept-apart.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { identifierOf, type Ref } from "../../../refs.ts";
import type { AlbumsNamed, AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { foundOne, theFound, unasked, withOdd, type Candidate, type ProviderAnswer } from "../../provider.ts";
import { candidateFound } from "./candidates.ts";
import { whereReleasesAre } from "../../upstream/whereabouts.ts";
import type { AlbumQuery } from "../query.ts";
import { mayHaveIt } from "../../unread-hits.ts";

/** An album that is named, not described. */
export type NamedAlbum = Exclude<AlbumQuery, { kind: "title" }>;

/**
 * Look-up by identifier. One request for the MBID of a release group; one more for that of a release, and for what names
 * a release (a barcode).
 */
export function lookUpNamed(
  context: ImportContext,
  source: AlbumSource,
  named: NamedAlbum,
): Promise<ProviderAnswer<AlbumFacts>> {
  switch (named.kind) {
    case "release-group":
    case "mbid":
      return lookUpEither(context, source, named.mbid, ["release-group", "release"]);
    case "release":
      return lookUpEither(context, source, named.mbid, ["release", "release-group"]);
    case "barcode":
      return lookUpByBarcode(context, source, named.barcode);
    case "ref":
      return lookUpByReference(context, source, named);
  }
}

/** Without evidence, why it is this one was settled before. */
export async function lookUpAlbum(
  context: ImportContext,
  source: AlbumSource,
  ref: Ref,
  evidence: unknown,
): Promise<ProviderAnswer<AlbumFacts>> {
  const facts = await source.lookUpAlbum(ref, context.signal);
  if (!facts) return { outcome: "absent", why: `${source.title} has no ${nounOf(ref)}` };
  return foundOne(facts, evidence);
}

/** `release group <id>` */
export const nounOf = ({ entity, id }: Ref): string => `${entity.replace("-", " ")} ${id}`;

/**
 * The album of the library by its own identity. Where that is gone, and its releases are in no other, the album was removed upstream, and is
 * told as that. The id that it was asked by goes on naming it, whatever they call it now; but one that only its files tell of (`isTold`) may
 * be another's, and says no more than its answer.
 */
export async function refreshAlbum(
  context: ImportContext,
  source: AlbumSource,
  { item, ref, isTold }: { item: AlbumRow; ref: Ref; isTold: boolean },
): Promise<ProviderAnswer<AlbumFacts>> {
  const answer = await lookUpAlbum(context, source, ref, undefined);
  if (answer.outcome !== "absent") return isTold ? answer : withAsked(answer, ref);
  if (source.asOf !== undefined) return answer;
  const moved = isTold ? undefined : await whereItsReleasesAre(context, source, item);
  if (moved) return withAsked(moved, ref);
  const why = `${source.title} no longer has the ${nounOf(ref)}: it was removed there; nothing is removed here`;
  return { outcome: "absent", gone: true, why };
}

/** Unless a person took back that it is that album. */
async function whereItsReleasesAre(
  context: ImportContext,
  source: AlbumSource,
  { id }: AlbumRow,
): Promise<ProviderAnswer<AlbumFacts> | undefined> {
  const album = await whereReleasesAre(context, source, id);
  const answer = album && (await lookUpAlbum(context, source, album, undefined));
  const facts = answer && theFound(answer);
  return facts && !isKeptFrom(context.db, "album", id, facts.identifiers) ? answer : undefined;
}

/** Answered under another id: the one that was asked goes on naming the same item. */
function withAsked(answer: ProviderAnswer<AlbumFacts>, ref: Ref): ProviderAnswer<AlbumFacts> {
  const facts = theFound(answer);
  const asked = identifierOf(ref);
  if (!facts || !asked) return answer;
  const [own, ...others] = facts.identifiers;
  if (hasIdentifier(facts.identifiers, asked)) return answer;
  return { ...answer, contributions: [{ ...facts, identifiers: [own!, asked, ...others] }] } as typeof answer;
}

/** An address may say "release" of what is a release group, and the reverse: both are tried before "none" is said. */
async function lookUpEither(
  context: ImportContext,
  source: AlbumSource,
  mbid: string,
  order: ("release-group" | "release")[],
): Promise<ProviderAnswer<AlbumFacts>> {
  if (source.name !== "musicbrainz") return unasked(`${source.title} knows no MBIDs`);
  for (const entity of order) {
    const ref = { source: source.name, entity, id: mbid };
    const answer =
      entity === "release-group"
        ? await lookUpAlbum(context, source, ref, { by: "mbid", mbid, ref })
        : await lookUpByRelease(context, source, ref);
    if (answer?.outcome === "found") return answer;
  }
  return { outcome: "absent", why: `${source.title} has no release group and no release ${mbid}` };
}

async function lookUpByRelease(
  context: ImportContext,
  source: AlbumSource,
  ref: Ref,
): Promise<ProviderAnswer<AlbumFacts> | undefined> {
  const album = await source.albumOfRelease(ref, context.signal);
  return album && lookUpAlbum(context, source, album, { by: "release", mbid: ref.id, ref });
}

async function lookUpByBarcode(
  context: ImportContext,
  source: AlbumSource,
  barcode: string,
): Promise<ProviderAnswer<AlbumFacts>> {
  const found = await source.albumsOfBarcode(barcode, context.signal);
  return oneOf(context, source, found, {
    evidence: { by: "barcode", barcode },
    none: `${source.title} has no release with the barcode ${barcode}`,
    several: `albums have releases with the barcode ${barcode}`,
  });
}

async function lookUpByReference(
  context: ImportContext,
  source: AlbumSource,
  { ref }: NamedAlbum & { kind: "ref" },
): Promise<ProviderAnswer<AlbumFacts>> {
  const found = await source.albumsAt(ref, context.signal);
  const place = ref.urls[0] ?? refText(ref);
  if (found === "unasked") return unasked(`${source.title} keeps no addresses of ${ref.service}`);
  return oneOf(context, source, found, {
    evidence: { by: "address", ref: refText(ref) },
    none: `${source.title} has nothing at ${place}`,
    several: `albums are linked with ${place}`,
  });
}

/** None, one or several albums by one name: several are a question, and what can't be read is no absence. */
async function oneOf(
  context: ImportContext,
  source: AlbumSource,
  { albums, releases, odd }: AlbumsNamed,
  words: { evidence: object; none: string; several: string },
): Promise<ProviderAnswer<AlbumFacts>> {
  const [first] = albums;
  if (first === undefined && odd[0]) throw mayHaveIt(source, odd[0]);
  if (first === undefined) return { outcome: "absent", why: words.none };
  const unread = odd.map(({ says }) => says);
  if (albums.length === 1) {
    const evidence = { ...words.evidence, ...(releases.length > 0 && { releases }) };
    return withOdd(unread, await lookUpAlbum(context, source, first, evidence));
  }
  const candidates = await describe(context, source, { albums, evidence: words.evidence });
  return { outcome: "ambiguous", why: `${albums.length} ${words.several}`, candidates, odd: unread };
}

/** Several albums of one name elsewhere: what they are, one request each. */
export async function describe(
  context: ImportContext,
  source: AlbumSource,
  { albums, evidence }: { albums: Ref[]; evidence: object },
): Promise<Candidate[]> {
  const described: Candidate[] = [];
  for (const ref of albums.slice(0, 5)) {
    const facts = await source.lookUpAlbum(ref, context.signal);
    if (facts) described.push(candidateFound(ref, facts, evidence));
  }
  return described;
}
