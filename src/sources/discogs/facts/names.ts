import type { ArtistFacts, Credit } from "../../../facts.ts";
import { variousArtistsMbid, variousArtistsName } from "../../../matching/artists/various-artists.ts";
import type { DiscogsCreditDocument } from "../documents.ts";

const variousId = 194;
/** "Unknown Artist" and "No Artist" stand for nobody in particular. */
const nobody = new Set([0, 355, 118760]);

/** `Nirvana (2)` → `Nirvana`: the number only tells namesakes apart. Of one name, never of a title or a whole credit. */
export const nameOf = (raw: string): string => raw.replace(/\s+\(\d+\)\s*$/, "").trim() || raw.trim();

/** The name as printed; in hits an asterisk marks a variation. */
export const printedName = (raw: string): string => nameOf(raw.replace(/\*(?=\s|$|,)/g, ""));

/** An artist credit: the printed name (`anv`) over the artist's own, joined as the record joins them. */
export function discogsCredits(documents: DiscogsCreditDocument[] | null | undefined): Credit[] {
  const all = documents ?? [];
  return all.map((document, at) => ({
    artist: bareArtistOf(document),
    creditedAs: printedName(document.anv || document.name),
    joinPhrase: at === all.length - 1 ? "" : joinOf(document.join),
  }));
}

function joinOf(join: string | null | undefined): string {
  const word = (join ?? "").trim();
  return word === "" || word === "," ? ", " : ` ${word} `;
}

/** What a credit says of an artist. Various Artists are MusicBrainz' own; an unknown one has no identity. */
export function bareArtistOf({ id, name }: Pick<DiscogsCreditDocument, "id" | "name">): ArtistFacts {
  const isVarious = id === variousId || (id == null && /^various(?: artists)?$/i.test(name.trim()));
  const own = nameOf(name);
  const named = !isVarious && id != null && !nobody.has(id);
  return {
    name: isVarious ? variousArtistsName : own,
    sortName: null,
    kind: null,
    country: null,
    disambiguation: named && name.trim() !== own ? `Discogs: ${name.trim()}` : null,
    beganOn: null,
    endedOn: null,
    identifiers: [
      ...(isVarious ? [{ kind: "musicbrainz_artist" as const, value: variousArtistsMbid }] : []),
      ...(named ? [{ kind: "discogs_artist" as const, value: String(id) }] : []),
    ],
    categories: [],
    links: [],
  };
}
