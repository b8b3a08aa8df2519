/** Field names of beets, Picard, MPD, foobar2000 and Plex, by what they are called here: of several, the first that a kind has. */
const namesElsewhere: Readonly<Record<string, string>> = {
  "artist name": "albumartist album_artist albumartists albumartist_credit trackartist performer band",
  "title name": "album tracktitle track_title albumtitle album_title song",
  "name title": "artistname artist_name name",
  sortName: "artist_sort albumartist_sort artistsort sort_name",
  mbid: "mb_albumid mb_trackid mb_artistid mb_releasegroupid mb_albumartistid mb_releasetrackid musicbrainz_albumid musicbrainz_trackid musicbrainz_artistid musicbrainz_releasegroupid musicbrainz_recordingid gid",
  "year released": "original_year originalyear decade",
  "released began": "date original_date originaldate releasedate release_date born",
  "types type": "albumtypes secondarytype",
  "type kind": "albumtype album_type releasetype",
  format: "media mediatype mediatypes medium",
  "number label": "catalognum catalognumber catno catalog labelno",
  label: "publisher recordlabel organization",
  barcode: "ean upc gtin",
  status: "albumstatus releasestatus",
  note: "albumdisambig trackdisambig comment comments",
  genre: "style styles tag tags",
  length: "duration runtime time",
  disc: "discnumber disknumber disk disc_number",
  number: "track tracknumber track_number trackno",
  "tracks disc": "tracktotal totaltracks trackcount",
  "path files": "file filename filepath folder",
  size: "filesize",
  modified: "mtime",
  added: "dateadded date_added created imported",
  "alias name": "aka",
};

const byName = new Map(
  Object.entries(namesElsewhere).flatMap(([here, names]) =>
    names.split(" ").map((name) => [name, here.split(" ")] as const),
  ),
);

/** What a field of another program may be called here, the likeliest first. */
export const calledHere = (name: string): readonly string[] => byName.get(name.toLowerCase()) ?? [];
