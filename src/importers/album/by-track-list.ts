import type { AlbumFacts } from "../../facts.ts";
import type { AlbumRow } from "../../library/albums.ts";
import { listOwnFiles } from "../../library/held-files.ts";
import { layFiles } from "../../matching/lay-files.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import type { ProviderAnswer, Candidate } from "../provider.ts";
import { placesOf } from "./binding.ts";
import { candidateOf } from "./candidates.ts";
import { readEditions } from "./editions.ts";
import { lookUpAlbum } from "./providers/named-albums.ts";
import type { AlbumQuery } from "./query.ts";

/** Each costs a request; of more, those that are not looked at might fit as well. */
const mostCandidates = 5;
/** With fewer files their titles and lengths prove nothing. */
const tellingFiles = 3;

/**
 * Record linkage by track list: of the albums that one read from files may be, the only one of which its files are an edition: every file
 * is on it, by title and a length that was measured. Where more than one is, or not all could be looked at, it stays a question.
 */
export async function byTrackList(
  context: ImportContext,
  source: AlbumSource,
  item: AlbumRow | undefined,
  answer: ProviderAnswer<AlbumFacts>,
): Promise<ProviderAnswer<AlbumFacts>> {
  if (!item || !("candidates" in answer)) return answer;
  const files = listOwnFiles(context.db, item.id);
  const { candidates } = answer;
  if (files.length < tellingFiles || candidates.length > mostCandidates) return answer;
  const holding: Ref[] = [];
  for (const { ref } of candidates) {
    if (ref?.source !== source.name) return answer;
    const editions = await readEditions(context, source, ref);
    const isOn = editions.some((edition) =>
      layFiles(files, placesOf(edition)).laid.every(({ fits, offMs }) => fits && offMs !== null),
    );
    if (isOn) holding.push(ref);
  }
  const [only, ...others] = holding;
  if (!only || others.length > 0) return answer;
  return lookUpAlbum(context, source, only, { by: "track list", ref: only, decision: "resolved" });
}

/**
 * Files of one album whose tags name releases of different albums: which of them it is, is a question. Undefined where they agree, or name
 * one release only.
 */
export async function contradiction(
  context: ImportContext,
  source: AlbumSource,
  queries: AlbumQuery[],
): Promise<ProviderAnswer<AlbumFacts> | undefined> {
  const named = queries.filter((query) => query.kind === "release");
  if (source.name !== "musicbrainz" || named.length < 2) return undefined;
  const albums = new Map<string, Ref>();
  for (const { mbid } of named) {
    const album = await source.albumOfRelease(
      { source: source.name, entity: "release", id: mbid },
      context.signal,
    );
    if (album) albums.set(textOfRef(album), album);
  }
  if (albums.size < 2) return undefined;
  const candidates: Candidate[] = [];
  for (const ref of albums.values()) {
    const facts = await source.lookUpAlbum(ref, context.signal);
    if (facts) candidates.push({ ...candidateOf(ref, facts), why: ["a release in the files' tags"] });
  }
  return { outcome: "ambiguous", why: "the files' tags name releases of different albums", candidates };
}
