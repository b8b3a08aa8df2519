import { describe, expect, it } from "vitest";
import { dropEditionWords } from "../../src/matching/relax.ts";

describe("dropEditionWords", () => {
  it.each([
    ["Abbey Road (Super Deluxe Edition)", "Abbey Road"],
    ["Abbey Road (2019 Mix)", "Abbey Road"],
    ["Abbey Road [Disc 1]", "Abbey Road"],
    ["Nevermind 30th Anniversary Edition", "Nevermind"],
    ["Nevermind - Remastered 2011", "Nevermind"],
    ["Rumours (35th Anniversary Deluxe Edition) [Remastered]", "Rumours"],
    ["Chicago 17 (Expanded & Remastered)", "Chicago 17"],
    ["X (2011 - Remaster)", "X"],
    ["Desire [Vinyl LP]", "Desire"],
    ["Blackstar (Explicit)", "Blackstar"],
    ["1989 (Deluxe)", "1989"],
    ["1989 Remaster", "1989"],
    ["÷ (Deluxe)", "÷"],
    ["( ) (Remastered)", "( )"],
    ["勝訴ストリップ (Deluxe)", "勝訴ストリップ"],
    ["Made in Japan Deluxe", "Made in Japan"],
    ["The Singles 86-98 CD 2", "The Singles 86-98"],
  ])("makes %s to %s", (title, rest) => {
    expect(dropEditionWords(title)).toBe(rest);
  });

  it.each([
    ...[
      "SHM-CD",
      "180 Gram Vinyl",
      "180g",
      "Dolby Atmos",
      "5.1 Surround Mix",
      "24bit-96kHz",
      "24/96",
      "FLAC",
      "MP3",
      "OBI",
      "MFSL",
    ],
    ...[
      "Édition limitée",
      "Édition Deluxe",
      "Edición Especial",
      "Edição de Luxo",
      "Edizione Limitata",
      "Jubiläumsedition",
    ],
    ...[
      "Limitierte Sonderausgabe",
      "Remasterizado",
      "Юбилейное издание",
      "初回限定盤",
      "デラックス・エディション",
      "30 ans",
    ],
    ...[
      "U.S. Version",
      "UK version",
      "Int'l Version",
      "International Edition",
      "Japanese Import",
      "RSD 2019",
      "Record Store Day",
    ],
    ...[
      "Spotify Exclusive",
      "Deluxe Amazon Version",
      "Target Exclusive Deluxe Edition",
      "Parental Advisory",
      "PA + Bonus Track",
    ],
    ...[
      "Extra Nice Edition",
      "Definitive Edition",
      "Deconstructed Deluxe",
      "Re-Issue + Bonus",
      "Half-Speed Master",
      "Picture Disc",
    ],
    ...[
      "2 CD",
      "2LP",
      "2 Disc Set",
      "Deluxe; 2CD",
      "Blu-spec CD2",
      "K2HD",
      "Gatefold LP",
      "Box Set",
      "Remastered 2009",
      "2022 Mix",
    ],
    ...["Vinile", "Vinyle coloré", "Doppio vinile", "Baby Pink Vinyl", "w/ Bonus Tracks", "Lossless"],
    ...[
      "Deluxe Ed.",
      "Ltd. Ed.",
      "DLX",
      "10 Year Anniversary Edition",
      "XX Anniversary",
      "2021 Half-Speed Master",
    ],
    ...["Versione rimasterizzata", "FLAC 16-44", "Indie Exclusive"],
  ])("drops a note in brackets: %s", (note) => {
    expect(dropEditionWords(`Back to Black (${note})`)).toBe("Back to Black");
    expect(dropEditionWords(`Back to Black [${note}]`)).toBe("Back to Black");
  });

  it.each([
    ...[
      "- 2003 Remaster",
      "- 2011 Digital Remaster",
      "Int'l Version",
      "SHM-CD",
      "Édition Deluxe",
      "Remasterizado",
      "Re-Issue",
      "FLAC",
    ],
    ...["[CD-DVD] Disc 1", "(2 CD) [Remastered]", "- XX (20th Anniversary Special Edition)"],
  ])("drops what follows without brackets: %s", (tail) => {
    expect(dropEditionWords(`Back to Black ${tail}`)).toBe("Back to Black");
  });

  it.each([
    ...[
      "Live",
      "Live Edition",
      "Karaoke Version",
      "Live Vinyl",
      "Versione italiana",
      "Acoustic Edition",
      "Instrumental Edition",
      "Remix Edition",
      "Tribute",
    ],
    ...[
      "Taylor's Version",
      "Spanish Version",
      "Vol. 2",
      "Vol. 2 Edition",
      "Demos",
      "B-Sides",
      "Complete Sessions",
      "UK",
      "Part Two",
    ],
  ])("leaves a note that names another record: %s", (note) => {
    expect(dropEditionWords(`Back to Black (${note})`)).toBeUndefined();
  });

  it.each([
    "Abbey Road",
    "Deluxe",
    "Special Edition",
    "The Anniversary",
    "Vinyl",
    "Nevermind (Live)",
    "Nevermind (1991)",
    "1989 (Taylor’s Version)",
    "Silent Alarm Remixed",
    "Greatest Hits, Vol. 2",
    "Disc 1",
    "Boston - Digital",
    "Ágætis byrjun (A Good Beginning, 20th Anniversary Edition)",
  ])("leaves %s alone", (title) => {
    expect(dropEditionWords(title)).toBeUndefined();
  });
});
