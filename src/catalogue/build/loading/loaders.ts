import type { AlbumFacts, ArtistFacts } from "../../../facts.ts";
import { foldName, foldTitle } from "../../../matching/text/fold.ts";
import type { Part } from "../../format.ts";
import { hashOfKey, indexWords, nameKeys, titleKeys } from "../../keys.ts";
import type { CatalogueDb } from "../../open.ts";
import { bareText, createArtistRefs, mbidOfArtist } from "../../packing/artists.ts";
import { pack, packDetail, type Packed } from "../../packing/codec.ts";
import { albumDetailShape, albumHeadShape, artistDetailShape, releaseShape } from "../../packing/shapes.ts";
import type { Compressor } from "../../packing/dictionary.ts";
import { bytesOf } from "../../packing/mbid.ts";
import { readArtistLine, readGroupLine, readReleaseLine, type Hearing } from "./documents.ts";

/** How the documents of a part become rows. */
export interface Loader<Read = unknown> {
  read(line: Buffer, hearing: Hearing): Read;
  pack(read: Read): Packed;
  /** `id` is the number of its line. False: it was left out. */
  insert(id: number, read: Read, packed: Packed, compressor: Compressor): boolean;
}

export interface LoadOptions {
  /** Keep the genres, which are under another licence than the rest. */
  genres: boolean;
}

export function createLoader(db: CatalogueDb, part: Part, options: LoadOptions): Loader {
  const make = { artist: artistLoader, "release-group": groupLoader, release: releaseLoader }[part];
  return make(db, options) as Loader;
}

/** What is stored elsewhere in the row is not packed again: its own MBID is always the first identifier. */
const withoutOwn = <F extends ArtistFacts | GroupToPack>(facts: F, { genres }: LoadOptions): F => ({
  ...facts,
  identifiers: facts.identifiers.slice(1),
  categories: genres ? facts.categories : facts.categories.filter(({ kind }) => kind !== "genre"),
});

/** Half a pair of signs is kept by no column: a checksum is of what is. */
const asStored = (text: string): string => Buffer.from(text).toString();

function artistLoader(db: CatalogueDb, options: LoadOptions): Loader<ArtistFacts> {
  const insert = db.prepare("INSERT INTO artists (id, mbid, bare, aliases, data) VALUES (?, ?, ?, ?, ?)");
  const insertKey = db.prepare("INSERT INTO unsorted_name_keys (hash, artist) VALUES (?, ?)");
  const insertWords = db.prepare("INSERT INTO artist_words (rowid, words) VALUES (?, ?)");
  return {
    read: readArtistLine,
    pack: (facts) => packDetail(artistDetailShape, withoutOwn(facts, options)),
    insert(id, facts, { text }, compressor) {
      const [mbid, bare] = [bytesOf(mbidOfArtist(facts)!), bareText(facts)];
      const aliases = facts.aliases ? JSON.stringify(facts.aliases) : null;
      insert.run(id, mbid, bare, aliases, compressor.deflate(text, mbid, bare, aliases ?? ""));
      const names = [
        facts.name,
        ...(facts.sortName === null ? [] : [facts.sortName]),
        ...(facts.aliases ?? []),
      ];
      for (const hash of new Set(names.flatMap((name) => [...nameKeys(name)]))) insertKey.run(hash, id);
      insertWords.run(id, indexWords(names, foldName));
      return true;
    },
  };
}

type GroupToPack = Omit<AlbumFacts, "aliases"> & { aliases: string[] | null };

function groupLoader(db: CatalogueDb, options: LoadOptions): Loader<GroupToPack> {
  const artists = createArtistRefs(db);
  const insert = db.prepare("INSERT INTO groups (id, mbid, title, head, data) VALUES (?, ?, ?, ?, ?)");
  const insertKey = db.prepare("INSERT INTO unsorted_title_keys (hash, artist, grp) VALUES (?, ?, ?)");
  const insertName = db.prepare("INSERT INTO unsorted_name_keys (hash, artist) VALUES (?, ?)");
  const insertOwner = db.prepare("INSERT INTO unsorted_artist_groups (artist, grp) VALUES (?, ?)");
  const insertWords = db.prepare("INSERT INTO group_words (rowid, words) VALUES (?, ?)");
  const insertArtist = db.prepare("INSERT INTO artists (mbid, bare, data) VALUES (?, ?, NULL)");

  /** One who came into being while the dump was made is kept as far as the credit tells, and is not looked up here. */
  function idOf(artist: ArtistFacts): number {
    const mbid = mbidOfArtist(artist)!;
    return artists.idOf(mbid) ?? Number(insertArtist.run(bytesOf(mbid), bareText(artist)).lastInsertRowid);
  }

  return {
    read(line, hearing) {
      const { facts, aliases } = readGroupLine(line, hearing);
      return { ...facts, aliases: aliases.length > 0 ? aliases : null };
    },
    pack: (album) => packDetail(albumDetailShape, withoutOwn(album, options)),
    insert(id, album, { text }, compressor) {
      const mbid = bytesOf(album.identifiers[0]!.value);
      const title = asStored(album.title);
      const { text: head } = pack(albumHeadShape, album, artists, "text");
      insert.run(id, mbid, title, head, compressor.deflate(text, mbid, title, head));
      const titles = [album.title, ...(album.aliases ?? [])];
      const keys = new Set(titles.flatMap((title) => [...titleKeys(title)]));
      for (const { artist, creditedAs } of album.credits) {
        const owner = idOf(artist);
        insertOwner.run(owner, id);
        for (const hash of keys) insertKey.run(hash, owner, id);
        if (creditedAs !== artist.name) for (const hash of nameKeys(creditedAs)) insertName.run(hash, owner);
      }
      insertWords.run(id, indexWords(titles, foldTitle));
      return true;
    },
  };
}

type ReleaseToPack = ReturnType<typeof readReleaseLine>;

function releaseLoader(db: CatalogueDb): Loader<ReleaseToPack> {
  const artists = createArtistRefs(db);
  const findGroup = db.prepare<[Buffer], { id: number; title: string }>(
    "SELECT id, title FROM groups WHERE mbid = ?",
  );
  const insert = db.prepare(
    "INSERT INTO releases (id, grp, mbid, title, ids, data) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const insertCode = db.prepare("INSERT INTO unsorted_codes (hash, grp) VALUES (?, ?)");
  const insertKey = db.prepare(
    "INSERT INTO unsorted_title_keys (hash, artist, grp) SELECT ?, artist, grp FROM artist_groups WHERE grp = ?",
  );
  return {
    read: readReleaseLine,
    pack: ({ facts }) =>
      pack(releaseShape, { ...facts, identifiers: facts.identifiers.slice(1) }, artists, "raw"),
    insert(id, { facts, group }, { text, ids }, compressor) {
      const owner = findGroup.get(bytesOf(group));
      if (!owner) return false;
      const own = facts.title === owner.title ? null : asStored(facts.title);
      const mbid = bytesOf(facts.identifiers[0]!.value);
      insert.run(
        id,
        owner.id,
        mbid,
        own,
        ids,
        compressor.deflate(text, mbid, ids, own ?? "", String(owner.id)),
      );
      if (own !== null) for (const hash of titleKeys(own)) insertKey.run(hash, owner.id);
      for (const code of [facts.barcode, facts.asin]) if (code) insertCode.run(hashOfKey(code), owner.id);
      return true;
    },
  };
}
