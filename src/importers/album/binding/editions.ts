import { exitCodes, UserError } from "../../../errors.ts";
import type { AlbumFacts, ReleaseFacts } from "../../../facts.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { ownRef, typedRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";

/** What is bound to what, and why it is that. */
export interface About {
  album: AlbumRow;
  facts: AlbumFacts;
  evidence: unknown;
}

/** The editions that the files may be laid beside. */
export interface Editions {
  editions: ReleaseFacts[];
  /** The person named this very one, and not only the album. */
  isNamed: boolean;
}

/** More pages would be another 400 releases: nobody has files of those only. */
const mostPages = 4;
/** Releases that bear one barcode: each costs a request, and files fit the next as well as these. */
const mostNamed = 5;

/**
 * Edition matching: the releases that the person's word names, each looked up by its own id; without any, the first pages of the album's.
 * @throws UserError for a named one that is not there: another edition is never taken in its place
 */
export async function findEditions(
  context: ImportContext,
  source: AlbumSource,
  about: About,
): Promise<Editions> {
  const named = releasesIn(about.evidence);
  if (named.length > 0)
    return { editions: await readNamed(context, source, about, named), isNamed: named.length === 1 };
  const ref = ownRef(about.facts.identifiers, "album");
  return { editions: ref === null ? [] : await listEditions(context, source, ref), isNamed: false };
}

/** The releases by which a release's MBID, a barcode or an address led to the album: none where it names the album itself. */
export function releasesIn(evidence: unknown): Ref[] {
  const { by, ref, releases } = (evidence ?? {}) as { by?: string; ref?: Ref; releases?: Ref[] };
  return by === "release" && ref ? [ref] : (releases ?? []);
}

/** The first pages of an album's releases. */
export async function* readEditions(
  { signal }: ImportContext,
  source: AlbumSource,
  ref: Ref,
): AsyncGenerator<ReleaseFacts> {
  let pages = 0;
  for await (const page of source.releasePages(ref, signal)) {
    yield* page.releases;
    if (++pages === mostPages) return;
  }
}

async function listEditions(...asked: Parameters<typeof readEditions>): Promise<ReleaseFacts[]> {
  const editions: ReleaseFacts[] = [];
  for await (const edition of readEditions(...asked)) editions.push(edition);
  return editions;
}

/** However far behind in the listing they stand, and under whatever id they are now. */
async function readNamed(
  { signal }: ImportContext,
  source: AlbumSource,
  { album, facts }: About,
  named: Ref[],
): Promise<ReleaseFacts[]> {
  const editions: ReleaseFacts[] = [];
  for (const ref of named.slice(0, mostNamed)) {
    const found = await source.lookUpRelease(ref, signal);
    const isHere = found && facts.identifiers.some(({ value }) => value === found.album.id);
    if (isHere) editions.push(found.facts);
  }
  if (editions.length > 0) return editions;
  const [{ entity, id }] = named as [Ref];
  const own = ownRef(facts.identifiers, "album");
  throw new UserError(
    `${source.title} has no ${entity} ${id} of "${facts.title}" any more: album ${album.id} is as before`,
    {
      hint: `for that album in whatever edition: importer album --id ${album.id} ${own ? typedRef(own) : ""}`,
      exitCode: exitCodes.notFound,
    },
  );
}
