import { PayloadError } from "../../../errors.ts";
import type { AlbumFacts } from "../../../facts.ts";
import { barcodeForms } from "../../../matching/recognise.ts";
import { refText, type ServiceRef } from "../../../matching/service-address.ts";
import type { LinkedItems } from "../../../sources/musicbrainz/linked-items.ts";
import type { AlbumsFound } from "../../../sources/musicbrainz/searches.ts";
import type { ImportContext } from "../../context.ts";
import { withOdd, type Answer } from "../../provider.ts";
import { candidateOf } from "../candidates.ts";
import type { AlbumQuery } from "../query.ts";

/** An album that is named, not described. */
export type NamedAlbum = Exclude<AlbumQuery, { kind: "title" }>;

/**
 * Look-up by identifier. One request for the MBID of a release group; one more for that of a release, and for what names
 * a release (a barcode).
 */
export function lookUpNamed(context: ImportContext, named: NamedAlbum): Promise<Answer<AlbumFacts>> {
  switch (named.kind) {
    case "release-group":
    case "mbid":
      return lookUpEither(context, named.mbid, ["release-group", "release"]);
    case "release":
      return lookUpEither(context, named.mbid, ["release", "release-group"]);
    case "barcode":
      return lookUpByBarcode(context, named.barcode);
    case "ref":
      return lookUpByReference(context, named.ref);
  }
}

/** Without evidence, why it is this one was settled before. */
export async function lookUpAlbum(
  context: ImportContext,
  mbid: string,
  evidence: unknown,
): Promise<Answer<AlbumFacts>> {
  const facts = await context.musicbrainz.lookUpAlbum(mbid, context.signal);
  if (!facts) return { outcome: "absent", why: `MusicBrainz has no release group ${mbid}` };
  return { outcome: "found", contributions: [facts], evidence, odd: facts.odd ?? [] };
}

/** The album of the library by its own MBID. Where that is gone, the album was removed upstream, and is told as that. */
export async function refreshAlbum(context: ImportContext, mbid: string): Promise<Answer<AlbumFacts>> {
  const answer = await lookUpAlbum(context, mbid, undefined);
  if (answer.outcome !== "absent") return answer;
  return {
    outcome: "absent",
    gone: true,
    why: `MusicBrainz no longer has the release group ${mbid}: it was removed there; nothing is removed here`,
  };
}

/** An address may say "release" of what is a release group, and the reverse: both are tried before "none" is said. */
async function lookUpEither(
  context: ImportContext,
  mbid: string,
  order: ("release-group" | "release")[],
): Promise<Answer<AlbumFacts>> {
  for (const entity of order) {
    const answer =
      entity === "release-group"
        ? await lookUpAlbum(context, mbid, { by: "mbid", mbid })
        : await lookUpByRelease(context, mbid);
    if (answer?.outcome === "found") return answer;
  }
  return { outcome: "absent", why: `MusicBrainz has no release group and no release ${mbid}` };
}

async function lookUpByRelease(
  context: ImportContext,
  mbid: string,
): Promise<Answer<AlbumFacts> | undefined> {
  const album = await context.musicbrainz.findAlbumOfRelease(mbid, context.signal);
  return album === undefined ? undefined : lookUpAlbum(context, album, { by: "release", mbid });
}

async function lookUpByBarcode(context: ImportContext, barcode: string): Promise<Answer<AlbumFacts>> {
  const found = await context.musicbrainz.findAlbumsByBarcode(barcodeForms(barcode), context.signal);
  return oneOf(context, found, {
    evidence: { by: "barcode", barcode },
    none: `MusicBrainz has no release with the barcode ${barcode}`,
    several: `albums have releases with the barcode ${barcode}`,
  });
}

/** By an address that MusicBrainz stores, in each form in which it may; an ASIN stands with the release, too. */
async function lookUpByReference(context: ImportContext, ref: ServiceRef): Promise<Answer<AlbumFacts>> {
  const { musicbrainz, signal } = context;
  const words = {
    evidence: { by: "address", ref: refText(ref) },
    none: `MusicBrainz has nothing at ${ref.urls[0] ?? refText(ref)}`,
    several: `albums are linked with ${ref.urls[0] ?? refText(ref)}`,
  };
  const printed = ref.kind === "asin" ? await musicbrainz.findAlbumsByAsin(ref.id, signal) : undefined;
  if (printed && printed.albums.length > 0) return oneOf(context, printed, words);
  for (const url of ref.urls) {
    const linked = await musicbrainz.lookUpAddress(url, signal);
    const named = new Set(linked?.albums);
    for (const release of linked?.releases.slice(0, 5) ?? []) {
      const album = await musicbrainz.findAlbumOfRelease(release, signal);
      if (album !== undefined) named.add(album);
    }
    if (named.size > 0) return oneOf(context, { albums: [...named], odd: linked!.odd }, words);
    refuseUnread(linked);
  }
  return { outcome: "absent", why: words.none };
}

/** What an address is linked with and can't be read is no absence. @throws PayloadError */
export function refuseUnread(linked: LinkedItems | undefined): void {
  const [odd] = linked?.odd ?? [];
  if (odd) throw new PayloadError("MusicBrainz", `MusicBrainz may have it: ${odd.says}`);
}

/** None, one or several albums by one name: several are a question. */
async function oneOf(
  context: ImportContext,
  { albums, odd }: AlbumsFound,
  words: { evidence: unknown; none: string; several: string },
): Promise<Answer<AlbumFacts>> {
  const [first] = albums;
  if (first === undefined) return { outcome: "absent", why: words.none };
  const unread = odd.map(({ says }) => says);
  if (albums.length === 1) return withOdd(unread, await lookUpAlbum(context, first, words.evidence));
  const candidates = await describe(context, albums);
  return { outcome: "ambiguous", why: `${albums.length} ${words.several}`, candidates, odd: unread };
}

/** Several albums of one name elsewhere: what they are, one request each. */
async function describe(context: ImportContext, mbids: string[]) {
  const described = [];
  for (const mbid of mbids.slice(0, 5)) {
    const facts = await context.musicbrainz.lookUpAlbum(mbid, context.signal);
    if (facts) described.push(candidateOf(mbid, facts));
  }
  return described;
}
