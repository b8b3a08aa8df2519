import { desireByBobDylan, desireByPharoaheMonch, desireByU2 } from "../musicbrainz/albums/desire.ts";
import { darkSideOfTheMoon } from "../musicbrainz/albums/dark-side-of-the-moon.ts";
import { nevermind } from "../musicbrainz/albums/nevermind.ts";
import { oddSizes } from "../musicbrainz/albums/odd-sizes.ts";
import { plus } from "../musicbrainz/albums/plus.ts";
import { summerReggaeRainbow } from "../musicbrainz/albums/summer-reggae-rainbow.ts";
import { surrender } from "../musicbrainz/albums/surrender.ts";
import { wintertunes } from "../musicbrainz/albums/wintertunes.ts";
import type { DemoAlbum, DemoCredit, DemoTrack } from "../musicbrainz/facts.ts";
import * as forms from "./forms.ts";
import type { LyricsForm } from "./forms.ts";
import type { LyricsBaseRecord } from "./records.ts";

interface AlbumLyrics {
  album: DemoAlbum;
  /** For every track that is not among the exceptions. */
  usually?: LyricsForm;
  /** By title. */
  except?: Record<string, LyricsForm>;
  lineOf?: (title: string, number: string) => string;
}

/** Plain and synced lyrics for every track, if not said otherwise. */
const albums: AlbumLyrics[] = [
  {
    album: darkSideOfTheMoon,
    except: {
      "Speak to Me": forms.neither,
      "On the Run": forms.instrumental,
      "The Great Gig in the Sky": forms.missing,
      "Us and Them": forms.lasting(6),
      "Any Colour You Like": forms.instrumental,
      "Brain Damage": forms.plainOnly,
      Eclipse: forms.syncedOnly,
      "Speak to Me / Breathe": forms.missing,
    },
  },
  {
    album: nevermind,
    except: {
      "Smells Like Teen Spirit": (record) => [{ ...record, albumName: "Nevermind (Super Deluxe)" }, record],
      "Come as You Are": forms.filedUnder({ albumName: "Nirvana" }),
      Lithium: forms.fromWindows,
      Polly: forms.wordByWord,
      "Drain You": forms.refrain,
      "Lounge Act": forms.outrunning,
      "Something in the Way / Endless, Nameless": forms.missing,
    },
  },
  {
    album: surrender,
    except: {
      "Orange Wedge": forms.instrumental,
      "Got Glint?": forms.instrumental,
      Flashback: forms.missing,
      "Power Move": forms.missing,
      "Out of Control (Sasha remix)": forms.missing,
    },
  },
  {
    album: desireByBobDylan,
    usually: forms.plainOnly,
    except: {
      Hurricane: (record) => [
        ...forms.filedUnder({ trackName: "Hurricane (Part 1)", duration: 225 })(record),
        record,
      ],
      Joey: forms.missing,
    },
  },
  { album: desireByPharoaheMonch },
  { album: desireByU2, except: { "Desire (Hollywood remix)": forms.missing } },
  { album: plus, except: { Drunk: forms.missing } },
  {
    album: summerReggaeRainbow,
    except: { "サマーれげぇ!レインボー (instrumental)": forms.instrumental },
    lineOf: (title, number) => `ラララ、${title}の${number}`,
  },
  { album: wintertunes, usually: forms.missing, except: { lucia: forms.filedUnder({ artistName: "coda" }) } },
  { album: oddSizes, except: { Lent: forms.filedUnder({ artistName: "The Stand-Ins" }) } },
];

/** Placeholder lyrics for the demo's tracks, written by this project: not a word of the real ones. */
export function demoLyrics(): LyricsBaseRecord[] {
  return albums.flatMap(lyricsOf).map((record, index) => ({ ...record, id: 900_001 + index }));
}

function lyricsOf(lyrics: AlbumLyrics): LyricsBaseRecord[] {
  const { album, usually, except = {} } = lyrics;
  return recordingsOf(album).flatMap((track) => {
    const record = recordOf(lyrics, track);
    if (!record) return [];
    const form = except[track.title] ?? usually;
    return form ? form(record) : [record];
  });
}

/** Nothing for a track of unknown length: the base has none without one. */
function recordOf({ album, lineOf = sing }: AlbumLyrics, track: DemoTrack): LyricsBaseRecord | undefined {
  const lengthMs = track.lengthMs ?? track.recording.lengthMs;
  if (lengthMs === null) return undefined;
  const duration = Math.round(lengthMs / 1000);
  return {
    id: 0,
    trackName: track.title,
    artistName: nameOf(track.credits ?? album.credits),
    albumName: album.title,
    duration,
    instrumental: false,
    ...forms.placeholderLyrics((number) => lineOf(track.title, number), duration),
  };
}

function sing(title: string, number: string): string {
  return `La la la, line ${number} of ${title}`;
}

/** Each recording once, as the first official release has it. */
function recordingsOf(album: DemoAlbum): DemoTrack[] {
  const tracks = album.releases
    .filter(({ status = "Official" }) => status === "Official")
    .flatMap((release) => release.media.flatMap((medium) => medium.tracks ?? []));
  return tracks.filter(
    ({ recording }, index) => tracks.findIndex((track) => track.recording.id === recording.id) === index,
  );
}

function nameOf(credits: DemoCredit[]): string {
  return credits.map(({ artist, as, join = "" }) => `${as ?? artist.name}${join}`).join("");
}
