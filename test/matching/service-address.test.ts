import { describe, expect, it } from "vitest";
import { recogniseAlbum, recogniseArtist } from "../../src/matching/typed/recognise.ts";
import { refText } from "../../src/matching/services/service-address.ts";

const spotifyId = "4LH4d3cOWNNsVw41Gqt2kv";

describe("what names an album at another service", () => {
  it.each([
    ["https://www.discogs.com/master/10362", "discogs:master:10362", "https://www.discogs.com/master/10362"],
    [
      "discogs.com/de/master/10362-Pink-Floyd-The-Dark",
      "discogs:master:10362",
      "https://www.discogs.com/master/10362",
    ],
    [
      "https://www.discogs.com/Pink-Floyd/release/249504/?x=y",
      "discogs:release:249504",
      "https://www.discogs.com/release/249504",
    ],
    ["[m=10362]", "discogs:master:10362", "https://www.discogs.com/master/10362"],
    ["Discogs:master:10362", "discogs:master:10362", "https://www.discogs.com/master/10362"],
    [
      `spotify:album:${spotifyId}`,
      `spotify:album:${spotifyId}`,
      `https://open.spotify.com/album/${spotifyId}`,
    ],
    [
      `https://open.spotify.com/intl-de/album/${spotifyId}?si=1`,
      `spotify:album:${spotifyId}`,
      `https://open.spotify.com/album/${spotifyId}`,
    ],
    [
      "https://music.apple.com/gb/album/the-dark-side/1065973699?l=en",
      "apple:album:1065973699",
      "https://music.apple.com/gb/album/1065973699",
    ],
    [
      "http://itunes.apple.com/us/album/the-dark-side/id1065973699?mt=1",
      "apple:album:1065973699",
      "https://music.apple.com/us/album/1065973699",
    ],
    [
      "https://www.deezer.com/en/album/302127?utm_source=x",
      "deezer:album:302127",
      "https://www.deezer.com/album/302127",
    ],
    [
      "https://www.amazon.de/Dark-Side/dp/b004zn9rwk/ref=sr_1_1",
      "amazon:asin:B004ZN9RWK",
      "https://www.amazon.de/gp/product/B004ZN9RWK",
    ],
    ["b004zn9rwk", "amazon:asin:B004ZN9RWK", "https://www.amazon.com/gp/product/B004ZN9RWK"],
    [
      "https://music.amazon.com/albums/B0013D8GIK?trackAsin=x",
      "amazon-music:album:B0013D8GIK",
      "https://music.amazon.com/albums/B0013D8GIK",
    ],
    [
      "https://rateyourmusic.com/release/album/pink-floyd/animals/",
      "rym:album:album/pink-floyd/animals",
      "https://rateyourmusic.com/release/album/pink-floyd/animals/",
    ],
    ["https://listen.tidal.com/album/55391449", "tidal:album:55391449", "https://tidal.com/album/55391449"],
    [
      "https://tidal.com/browse/album/55391449?play=true",
      "tidal:album:55391449",
      "https://tidal.com/album/55391449",
    ],
    [
      "https://artist.bandcamp.com/album/some-title?from=x",
      "bandcamp:album:artist/some-title",
      "https://artist.bandcamp.com/album/some-title",
    ],
    [
      "https://open.qobuz.com/album/0886446451985",
      "qobuz:album:0886446451985",
      "https://open.qobuz.com/album/0886446451985",
    ],
    [
      "https://music.youtube.com/playlist?list=OLAK5uy_abc&si=1",
      "youtube-music:album:OLAK5uy_abc",
      "https://music.youtube.com/playlist?list=OLAK5uy_abc",
    ],
    [
      "https://www.allmusic.com/album/the-dark-side-of-the-moon-mw0000191308",
      "allmusic:album:mw0000191308",
      "https://www.allmusic.com/album/mw0000191308",
    ],
    [
      "https://m.wikidata.org/wiki/Q150901#sitelinks",
      "wikidata:item:Q150901",
      "https://www.wikidata.org/wiki/Q150901",
    ],
    ["Q150901", "wikidata:item:Q150901", "https://www.wikidata.org/wiki/Q150901"],
    [
      "https://en.m.wikipedia.org/wiki/Animals_(Pink_Floyd_album)",
      "wikipedia:page:en/Animals_(Pink_Floyd_album)",
      "https://en.wikipedia.org/wiki/Animals_(Pink_Floyd_album)",
    ],
    [
      "https://www.last.fm/music/Pink+Floyd/Animals",
      "lastfm:album:Pink+Floyd/Animals",
      "https://www.last.fm/music/Pink+Floyd/Animals",
    ],
  ])("%s", (text, name, stored) => {
    const recognised = recogniseAlbum(text);
    if (recognised.kind !== "ref") throw new Error(`it was taken for ${JSON.stringify(recognised)}`);
    expect(refText(recognised.ref)).toBe(name);
    expect(recognised.ref.urls).toContain(stored);
  });

  // As MusicBrainz's own clean-up of addresses leaves them.
  it.each([
    [
      "http://qobuz.com/us-en/album/animals-pink-floyd/0886446451985",
      "https://www.qobuz.com/us-en/album/animals-pink-floyd/0886446451985",
    ],
    ["https://play.qobuz.com/album/0886446451985", "https://play.qobuz.com/album/0886446451985"],
    ["https://store.tidal.com/us/album/55391449", "https://store.tidal.com/album/55391449"],
    ["https://tidal.com/album/55391449/u", "https://tidal.com/album/55391449"],
    ["https://artist.bandcamp.com/album/some-title/reviews", "https://artist.bandcamp.com/album/some-title"],
    ["https://cn.last.fm/zh/music/AC%2FDC/Back+in+Black", "https://www.last.fm/music/AC%2FDC/Back+in+Black"],
    [
      "https://www.lastfm.com.br/music/Sigur+R%c3%b3s/%c3%81g%c3%a6tis+byrjun",
      "https://www.last.fm/music/Sigur+R%C3%B3s/%C3%81g%C3%A6tis+byrjun",
    ],
    ["https://www.last.fm/music/Ed+Sheeran/%2B", "https://www.last.fm/music/Ed+Sheeran/%2B"],
    [
      "https://www.rateyourmusic.com/release/album/pink-floyd/animals",
      "https://rateyourmusic.com/release/album/pink-floyd/animals",
    ],
    [
      "https://music.youtube.com/watch?v=abc&list=OLAK5uy_abc",
      "https://music.youtube.com/playlist?list=OLAK5uy_abc",
    ],
    ["https://m.youtube.com/playlist?list=OLAK5uy_abc", "https://www.youtube.com/playlist?list=OLAK5uy_abc"],
    [
      "https://en.wikipedia.org/wiki/Sam_&_Dave_(album)",
      "https://en.wikipedia.org/wiki/Sam_%26_Dave_(album)",
    ],
    ["https://de.wikipedia.org/wiki/%C3%9C%3F", "https://de.wikipedia.org/wiki/%C3%9C%3F"],
    [
      "https://classical.music.apple.com/us/album/1452531142",
      "https://classical.music.apple.com/us/album/1452531142",
    ],
    ["https://www.beatport.com/de/release/some-title/123", "https://www.beatport.com/release/some-title/123"],
    ["https://imdb.de/title/tt0117951", "https://www.imdb.com/title/tt0117951/"],
  ])("%s is looked for as it is kept", (text, stored) => {
    const recognised = recogniseAlbum(text);
    expect(recognised.kind === "ref" && recognised.ref.urls).toContain(stored);
  });

  it("is another's where the host is another's", () => {
    const [some, other] = ["https://a.bandcamp.com/album/live", "https://b.bandcamp.com/album/live"].map(
      (text) => recogniseAlbum(text),
    );
    expect(some?.kind === "ref" && other?.kind === "ref" && refText(some.ref) === refText(other.ref)).toBe(
      false,
    );
  });

  it.each([
    "BACKSTREET",
    "AC/DC Live",
    "Sgt.Pepper/Help",
    "R.E.M./Up",
    "B.B. King",
    "Q2",
    "spotify:",
    "1989.com",
  ])("is not seen in the title %s", (title) => {
    expect(recogniseAlbum(title).kind).toBe("title");
  });

  it.each([
    ["https://www.discogs.com/artist/45467-Pink-Floyd", "discogs:artist:45467"],
    ["https://artist.bandcamp.com/", "bandcamp:artist:artist"],
    ["https://www.last.fm/music/AC%2FDC", "lastfm:artist:AC%2FDC"],
    ["https://www.youtube.com/user/pinkfloyd/videos", "youtube:artist:user/pinkfloyd"],
    ["https://music.youtube.com/channel/UCabc-1/playlists", "youtube-music:artist:UCabc-1"],
    ["spotify:artist:0k17h0D3J5VfsdmQ1iZtE9", "spotify:artist:0k17h0D3J5VfsdmQ1iZtE9"],
  ])("of an artist: %s", (text, name) => {
    const recognised = recogniseArtist(text);
    expect(recognised.kind === "ref" && [refText(recognised.ref), recognised.ref.entity]).toEqual([
      name,
      "artist",
    ]);
  });
});
