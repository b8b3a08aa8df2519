import type { AlbumFacts, ArtistFacts, IdentifierKind, ReleaseFacts } from "../../facts.ts";
import type { ArtistCandidate } from "../../matching/artists/artist-resolver.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { TitleReading } from "../../matching/typed/readings.ts";
import type { ServiceRef } from "../../matching/services/service-address.ts";
import type { Ref } from "../../refs.ts";
import type { OddPart } from "../lenient.ts";

/**
 * Which albums are searched for. `ranked`: all words, each optional, best first. `forgiving`: the same with words that look alike, and
 * of these artists if any are given. `complete`: only those that hold every word of the title, so that the count says whether others
 * of this title were missed.
 */
export interface AlbumQuestion {
  readings: TitleReading[];
  how: "ranked" | "forgiving" | "complete";
  /** Artists it may be by, where they are known: the source's own ids. */
  artistMbids?: string[];
}

/** One page of a search, best first. `total` is how many there are in all. */
export interface AlbumPage {
  albums: AlbumCandidate[];
  total: number;
  /** How many came with this page, those that can't be read among them. */
  received: number;
  /** What was asked, in the source's own words. */
  query: string;
  odd: OddPart[];
  /** All of these have the very title and artist that were asked for, and so have others that did not come with this page. */
  hasMoreEquals?: boolean;
}

export interface ArtistPage {
  artists: ArtistCandidate[];
  total: number;
  received: number;
  odd: OddPart[];
}

/** The albums that one name names. */
export interface AlbumsNamed {
  albums: Ref[];
  /** Those of their releases that bear the name, where it is not the album's own. */
  releases: Ref[];
  odd: OddPart[];
}

/** Albums of which a release bears a catalogue number. It is printed on unrelated ones as well: they are candidates, and no more. */
export interface AlbumsBearing {
  albums: AlbumCandidate[];
  /** There are more than came. */
  isCut: boolean;
  odd: OddPart[];
}

export interface ArtistsNamed {
  artists: Ref[];
  odd: OddPart[];
}

/** Where something is now. Under another id than was asked, it was merged; `album`: of a release, which album has it. */
export interface Whereabouts {
  ref: Ref;
  album?: Ref;
}

/** One edition, looked up by its own id. */
export interface ReleaseFound {
  facts: ReleaseFacts;
  album: Ref;
}

/** Releases of an album, as they come. `total` is how many the listing has. */
export interface ReleasePage {
  releases: ReleaseFacts[];
  received: number;
  total: number;
  odd: string[];
  /** They stand in a file of this disk: nobody was asked for them. */
  isAtHand?: true;
}

/**
 * A provider of albums: what MusicBrainz, Discogs and whoever comes next have in common. Undefined or empty is their answer that they
 * have none; what could not be asked is thrown. A candidate's `mbid` is the id that `albumRef` makes a ref of.
 */
export interface AlbumSource {
  /** Stored with each fact: never rename it. */
  name: string;
  /** For people. */
  title: string;
  /** Where it is asked: what it lacks at one address it may have at another. */
  address: string;
  /** The identifiers by which it knows albums, and artists. */
  albumKinds: readonly IdentifierKind[];
  artistKind: IdentifierKind;
  /** What its answers are as of, where that is not now: the stamp of an offline copy. */
  asOf?: string | undefined;
  /** The same without an offline copy in front of it, for what is known to have changed since. */
  live?: AlbumSource | undefined;
  albumRef(candidateId: string): Ref;
  artistRef(candidateId: string): Ref;
  /** The one question with which a search begins: the key under which its answer may be remembered. */
  firstQuestion(readings: TitleReading[]): string;
  searchAlbums(question: AlbumQuestion, signal?: AbortSignal, offset?: number): Promise<AlbumPage>;
  searchArtists(name: string | string[], signal?: AbortSignal, offset?: number): Promise<ArtistPage>;
  /** An id that was merged is followed: the facts then hold both. */
  lookUpAlbum(ref: Ref, signal?: AbortSignal): Promise<AlbumFacts | undefined>;
  lookUpArtist(ref: Ref, signal?: AbortSignal): Promise<ArtistFacts | undefined>;
  /** A release whole, with its tracks; an id that was merged is followed, as with albums. */
  lookUpRelease(ref: Ref, signal?: AbortSignal): Promise<ReleaseFound | undefined>;
  /** The album that one of its releases belongs to. */
  albumOfRelease(ref: Ref, signal?: AbortSignal): Promise<Ref | undefined>;
  /** Albums that have a release with this barcode. */
  albumsOfBarcode(barcode: string, signal?: AbortSignal): Promise<AlbumsNamed>;
  /**
   * Albums that have a release with one of these catalogue numbers, however spaces, hyphens and case stand; `readings` tell where a credit
   * ends. `unasked`: it can't be asked for numbers.
   */
  albumsOfCatalogueNumbers(
    numbers: string[],
    readings: TitleReading[],
    signal?: AbortSignal,
  ): Promise<AlbumsBearing | "unasked">;
  /**
   * Albums that an address (or another service's id) leads to. `unasked`: it knows nothing of such addresses. `first`: by the likeliest
   * of the forms in which they may have it only, for what is no more than a second opinion.
   */
  albumsAt(ref: ServiceRef, signal?: AbortSignal, howFar?: "all" | "first"): Promise<AlbumsNamed | "unasked">;
  /** The same of artists. */
  artistsAt(ref: ServiceRef, signal?: AbortSignal): Promise<ArtistsNamed | "unasked">;
  /** Undefined first page: there is no such album. */
  releasePages(album: Ref, signal?: AbortSignal): AsyncGenerator<ReleasePage>;
  /**
   * Where the album, release, recording or artist of this id is now. `gone`: their own answer that they have none. `unasked`: this
   * source can't tell.
   */
  whereIs(ref: Ref, signal?: AbortSignal): Promise<Whereabouts | "gone" | "unasked">;
}
