/** The questions that the thread answers: those of which a list has thousands. */
export type Threaded = "searchAlbums" | "lookUpAlbum" | "lookUpArtist";

/** A question on its way into the thread. */
export interface Asked {
  id: number;
  ask: Threaded;
  /** Without the signal, which can't be sent: no answer takes long. */
  args: unknown[];
}

/** An album with its releases, as text: JSON is read several times faster than objects are cloned. */
export interface Bundle {
  mbid: string;
  /** JSON of `AlbumFacts`. */
  album: string;
  /** JSON of its `ReleaseFacts[]`; undefined where the file has none. */
  releases: string | undefined;
}

/** `json`: undefined for "they have none". `bundle`: what is asked for next. */
export interface Answer {
  json: string | undefined;
  bundle: Bundle | undefined;
}

/** What comes out of the thread. `failed`: the file can't be read, or can't be asked for that. */
export type ToldMessage =
  { kind: "ready" } | { kind: "answer"; id: number; answer: Answer } | { kind: "failed"; id: number };
