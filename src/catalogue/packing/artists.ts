import { idOfKind } from "../../facts.ts";
import type { ArtistFacts } from "../../facts.ts";
import type { CatalogueDb } from "../open.ts";
import type { ArtistRefs } from "./codec.ts";
import { bytesOf, isMbid, mbidAt } from "./mbid.ts";

/** What a credit says of an artist, as it is kept. */
export const bareText = ({ name, sortName, kind, country, disambiguation }: ArtistFacts): string =>
  JSON.stringify([name, sortName, kind, country, disambiguation]);

export function bareFactsOf(bare: string, mbid: string): ArtistFacts {
  const [name, sortName, kind, country, disambiguation] = JSON.parse(bare) as [string, ...(string | null)[]];
  return {
    name,
    sortName: sortName ?? null,
    kind: kind ?? null,
    country: country ?? null,
    disambiguation: disambiguation ?? null,
    beganOn: null,
    endedOn: null,
    identifiers: [{ kind: "musicbrainz_artist", value: mbid }],
    categories: [],
    links: [],
  };
}

export const mbidOfArtist = ({ identifiers }: ArtistFacts): string | undefined =>
  idOfKind(identifiers, "musicbrainz_artist");

/** So many are remembered: most albums are by few artists. */
const mostKept = 50_000;

/** The artists of an open file, by number and by MBID. */
export function createArtistRefs(db: CatalogueDb): ArtistRefs & { idOf(mbid: string): number | undefined } {
  const byMbid = db.prepare<[Buffer], { id: number; bare: string }>(
    "SELECT id, bare FROM artists WHERE mbid = ?",
  );
  const byId = db.prepare<[number], { mbid: Buffer; bare: string }>(
    "SELECT mbid, bare FROM artists WHERE id = ?",
  );
  const known = new Map<string, { id: number; bare: string } | undefined>();
  const facts = new Map<number, ArtistFacts>();

  function find(mbid: string) {
    if (known.has(mbid)) return known.get(mbid);
    if (known.size >= mostKept) known.clear();
    const row = byMbid.get(bytesOf(mbid));
    if (row) known.set(mbid, row);
    return row;
  }

  return {
    idOf: (mbid) => find(mbid)?.id,
    refOf(artist) {
      const mbid = mbidOfArtist(artist as ArtistFacts);
      const row = isMbid(mbid) ? find(mbid) : undefined;
      return row && row.bare === bareText(artist as ArtistFacts) ? row.id : undefined;
    },
    artistOf(ref) {
      const found = facts.get(ref);
      if (found) return found;
      const row = byId.get(ref);
      if (!row) throw new Error(`the catalogue refers to an artist ${ref} that it does not have`);
      if (facts.size >= mostKept) facts.clear();
      const made = bareFactsOf(row.bare, mbidAt(row.mbid));
      facts.set(ref, made);
      return made;
    },
  };
}
