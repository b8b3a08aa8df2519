/** What a column of a list may be. */
export type ListField =
  | "title"
  | "name"
  | "albumTitle"
  | "track"
  | "artist"
  | "albumArtist"
  | "firstName"
  | "lastName"
  | "firstNameLocalized"
  | "lastNameLocalized"
  | "date"
  | "groupMbid"
  | "releaseMbid"
  | "mbid"
  | "barcode"
  | "discogsRelease"
  | "discogsMaster"
  | "address"
  | "albumKey"
  | "isrc"
  /** What a row is of: an album, a song. */
  | "itemType";

/** Each says by itself which album is meant. */
export const identifyingFields: ListField[] = [
  "groupMbid",
  "releaseMbid",
  "mbid",
  "barcode",
  "discogsRelease",
  "discogsMaster",
  "address",
];

/** Each says who the album is by. */
export const artistFields: ListField[] = ["artist", "albumArtist", "lastName"];

/** Values of one row by what their columns mean. */
export type Cells = Partial<Record<ListField, string>>;

/** Words of headers, in the languages in which programs translate them, and what they say. */
const vocabulary: Record<string, string> = {
  album: `album albums álbum album's альбом альбома アルバム アルバム名 专辑 專輯 앨범 albumu lp record`,
  artist: `artist artists artista artistas artiste artistes künstler künstlers interpret interpreten artiest artiesten
    исполнитель исполнителя アーティスト アーティスト名 艺术家 아티스트 performer band wykonawca artysta`,
  "album artist": "albumartist albumkünstler albuminterpret albumkünstlername albumartistname",
  "album name": "albumname albumtitel albumtitle albumnaam albumnamn",
  "artist name":
    "künstlername künstlernamen interpretenname interpretennamen artistname artiestnaam artistnamn",
  "track name": "trackname titelname songname songtitel tracktitle songtitle",
  track: `track tracks song songs canción canciones cancion morceau morceaux piste lied faixa música musica traccia brano
    nummer трек песня 曲 曲名 トラック トラック名 recording utwór låt`,
  title: "title titles titel título titulo titre titolo tytuł название タイトル 标题 제목",
  name: "name names namen n nombre nombres nom noms nome nomi naam naamn imię nazwa 名 이름 имя",
  date: `date datum data fecha year jahr jahre año ano année anno jaar år rok год дата 年 日付 released veröffentlichungsdatum
    発売日 リリース日 utgivningsår utgivelsesår udgivelsesår jaartal
    erscheinungsjahr erscheinungsdatum albumveröffentlichungsdatum`,
  release:
    "release lanzamiento lançamento sortie uscita veröffentlichung verschijningsdatum publicación parution выпуска uitgave",
  uri: "uri uris url urls link links",
  mbid: "mbid musicbrainz",
  id: "id ids",
  barcode: "barcode barcodes upc ean ean13 gtin jan",
  isrc: "isrc",
  discogs: "discogs",
  master: "master",
  group: "group releasegroup",
  "": "the of s main primary principal principale de del de' du des d l la el los las le les do da dos das der des die dell della di van het",
};

const meaning = new Map(
  Object.entries(vocabulary).flatMap(([says, words]) => words.split(/\s+/).map((word) => [word, says])),
);

/** What a set of meanings makes of a column. */
const rules: [says: string, field: ListField][] = [
  ["album", "albumTitle"],
  ["album name", "albumTitle"],
  ["album title", "albumTitle"],
  ["album name title", "albumTitle"],
  ["release title", "albumTitle"],
  ["name release", "albumTitle"],
  ["title", "title"],
  ["name", "name"],
  ["track", "track"],
  ["name track", "track"],
  ["title track", "track"],
  ["artist", "artist"],
  ["artist name", "artist"],
  ["artist track", "artist"],
  ["album artist", "albumArtist"],
  ["album artist name", "albumArtist"],
  ["date", "date"],
  ["date release", "date"],
  ["album date", "date"],
  ["album date release", "date"],
  ["album uri", "albumKey"],
  ["uri", "address"],
  ["mbid uri", "address"],
  ["discogs uri", "address"],
  ["mbid", "mbid"],
  ["id mbid", "mbid"],
  ["album mbid", "releaseMbid"],
  ["album id mbid", "releaseMbid"],
  ["mbid release", "releaseMbid"],
  ["id mbid release", "releaseMbid"],
  ["group mbid release", "groupMbid"],
  ["group id mbid release", "groupMbid"],
  ["group id release", "groupMbid"],
  ["group mbid", "groupMbid"],
  ["group id mbid", "groupMbid"],
  ["id release", "discogsRelease"],
  ["discogs id release", "discogsRelease"],
  ["discogs release", "discogsRelease"],
  ["discogs id", "discogsRelease"],
  ["discogs id master", "discogsMaster"],
  ["id master", "discogsMaster"],
  ["barcode", "barcode"],
  ["isrc", "isrc"],
];
const fieldOfMeaning = new Map(rules);

const exact = new Map<string, ListField>(
  Object.entries({
    "first name": "firstName",
    "last name": "lastName",
    "first name localized": "firstNameLocalized",
    "last name localized": "lastNameLocalized",
    "item title": "albumTitle",
    "item name": "albumTitle",
    "item type": "itemType",
    "artist 1": "artist",
    "artist name 1": "artist",
    "foreign album id": "groupMbid",
    "item url": "address",
    "mb albumid": "releaseMbid",
    "mb releasegroupid": "groupMbid",
    "musicbrainz albumid": "releaseMbid",
    "musicbrainz releasegroupid": "groupMbid",
  }),
);

/** Header recognition. What a column with this name holds; undefined for what says nothing of an album. */
export function fieldOf(header: string): ListField | undefined {
  const words = wordsOf(header);
  const known = exact.get(words.join(" "));
  if (known) return known;
  const says = words.map((word) => meaning.get(word));
  if (says.length === 0 || says.includes(undefined)) return undefined;
  const parts = new Set(says.flatMap((part) => part!.split(" ")).filter((part) => part !== ""));
  return fieldOfMeaning.get([...parts].sort().join(" "));
}

/** `Album Artist Name(s)` → album artist name s; `artistName` and `album_mbid` likewise. */
export function wordsOf(header: string): string[] {
  return header
    .replace(/^\ufeff/, "")
    .replace(/^master_metadata_/, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .normalize("NFC")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
