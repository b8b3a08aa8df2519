import { UserError } from "../../errors.ts";
import { idOfKind, type ArtistFacts } from "../../facts.ts";
import { getArtist, listArtistAliases, type ArtistRow } from "../../library/items/artists.ts";
import { listIdentifiers } from "../../library/identity/identifiers.ts";
import { mayNameArtist } from "../../matching/artists/names-artist.ts";
import { artistNamed, type CandidateArtist } from "../../matching/candidate.ts";
import { argumentQuoted } from "../../plain-text.ts";
import type { Ref } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import { ownArtistRef } from "./from-source.ts";
import { findNamedArtists } from "./import.ts";
import type { ArtistQuery } from "./query.ts";

interface Said {
  name: string;
  /** What `--mbid` names; it is what counts where `--id` stands beside it. */
  query: ArtistQuery | undefined;
  id: number | undefined;
}

/**
 * Flags that name two artists: a name that is none of whom an MBID or `--id` names. It is held against all names that the library has of
 * them, then against those at their source.
 * @throws UserError naming both; UnavailableError where other names are not to be had now
 */
export async function refuseOtherName(context: ImportContext, { name, query, id }: Said): Promise<void> {
  const { db } = context;
  const known = query
    ? findNamedArtists(context, query)[0]
    : id === undefined
      ? undefined
      : getArtist(db, id);
  const own = known && namesOfRow(context, known);
  if (own && mayNameArtist(name, own)) return;
  const facts = await findAtSource(context, query, known);
  const named = facts ? namesOfFacts(facts) : own;
  if (!named || mayNameArtist(name, named)) return;
  const [flag, by] = query && "mbid" in query ? ["the MBID", `--mbid ${query.mbid}`] : ["--id", `--id ${id}`];
  throw new UserError(
    `"${name}" and "${named.name}" are two artists: one is the name, the other is whom ${flag} names`,
    { hint: `importer artist ${argumentQuoted(name)}, or importer artist ${by}` },
  );
}

/** Undefined: no source has one of that id. @throws what a source throws where it can't be asked: that says neither yes nor no */
async function findAtSource(
  context: ImportContext,
  query: ArtistQuery | undefined,
  known: ArtistRow | undefined,
): Promise<ArtistFacts | undefined> {
  for (const source of context.albumSources) {
    const own = known && ownArtistRef(context, source, known);
    const ref = query ? await refOfNamed(context, source, query) : own;
    const facts = ref && (await source.lookUpArtist(ref, context.signal));
    if (facts) return facts;
  }
  return undefined;
}

async function refOfNamed(
  { signal }: ImportContext,
  source: AlbumSource,
  query: ArtistQuery,
): Promise<Ref | undefined> {
  if (query.kind === "name") return undefined;
  if (query.kind === "mbid")
    return source.artistKind === "musicbrainz_artist" ? source.artistRef(query.mbid) : undefined;
  const found = await source.artistsAt(query.ref, signal);
  return found === "unasked" ? undefined : found.artists[0];
}

function namesOfRow({ db }: ImportContext, { id, name, sortName }: ArtistRow): CandidateArtist {
  const mbid = idOfKind(listIdentifiers(db, "artist", id), "musicbrainz_artist") ?? "";
  return { ...artistNamed(name), mbid, ...(sortName && { sortName }), aliases: listArtistAliases(db, id) };
}

function namesOfFacts({ name, sortName, aliases = [], identifiers }: ArtistFacts): CandidateArtist {
  const mbid = idOfKind(identifiers, "musicbrainz_artist") ?? "";
  return { ...artistNamed(name), mbid, ...(sortName && { sortName }), aliases };
}
