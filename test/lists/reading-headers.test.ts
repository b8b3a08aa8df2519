import { describe, expect, it } from "vitest";
import { readYear } from "../../src/lists/reading/mend.ts";
import { faultOf, mbid, rows, wordsOf } from "./list-text.ts";

/** Headers as people write them in their own language, and as their programs do. */

const dated = { title: "Hey What", artist: "Low", year: 2021 };

it.each([
  "Interprète;Album;Année",
  "Groupe;Titre;Date de sortie",
  "Intérprete;Álbum;Año de publicación",
  "Banda/Artista;Título do álbum;Ano de lançamento",
  "Gruppo;Titolo;Anno di pubblicazione",
  "Musiker/Band;Plattentitel;Erscheinungsjahr",
  "Gruppe;CD-Titel;VÖ-Jahr",
  "Uitvoerder;Titel;Jaar van uitgave",
  "Kunstner;Albumtitel;Udgivelsesår",
  "Esittäjä;Albumi;Vuosi",
  "Interpret;Název alba;Rok vydání",
  "Wykonawca;Album;Rok wydania",
  "Előadó;Albumcím;Év",
  "Sanatçı;Albüm;Yıl",
  "Καλλιτέχνης;Άλμπουμ;Έτος",
  "Виконавець;Альбом;Рік випуску",
  "Группа;Название альбома;Год выпуска",
  "歌手;专辑名称;发行日期",
  "演唱者;專輯名稱;發行年份",
  "歌手;アルバムタイトル;リリース年",
  "가수;앨범명;발매일",
  "אמן;אלבום;שנה",
  "الفنان;الألبوم;السنة",
  "Singer;Record;Yr",
  "%album artist%;%album%;%date%",
])("%s", async (header) => {
  expect(await wordsOf(rows(header, "Low;Hey What;2021"))).toEqual([dated]);
});

describe("a program's columns", () => {
  it.each<[string, string, unknown]>([
    [
      "Picard: the first year goes before that of an edition",
      rows(
        "albumartist,album,date,originalyear,musicbrainz_releasegroupid",
        `Low,Hey What,2023,2021,${mbid}`,
      ),
      { ...dated, groupMbid: mbid },
    ],
    [
      "Discogs beside a first year: only that is the album's",
      rows("Artist,Title,Released,Original Release Date,release_id", "Low,Hey What,2023,2021-09-10,367084"),
      { ...dated, ref: "discogs:release:367084" },
    ],
    [
      "first and last names",
      rows("Artist First Name,Artist Last Name,Album", "Bob,Dylan,Desire"),
      { title: "Desire", artist: "Bob Dylan" },
    ],
    [
      "the same in German",
      rows("Vorname;Nachname;Titel", "Bob;Dylan;Desire"),
      { title: "Desire", artist: "Bob Dylan" },
    ],
    [
      "several artists in one cell",
      rows("Artist,Album", "Gorillaz;De La Soul,Plastic Beach"),
      { title: "Plastic Beach", artist: "Gorillaz; De La Soul" },
    ],
    [
      "a barcode by its French name",
      rows("Artiste;Album;Code-barres", "Low;Hey What;0098787140729"),
      { title: "Hey What", artist: "Low", barcode: "0098787140729" },
    ],
  ])("%s", async (_, list, expected) => {
    expect(await wordsOf(list)).toEqual([expected]);
  });

  it("an empty column of barcodes names no album", async () => {
    const { message } = await faultOf(
      rows("Intérprete;Disco;Código de barras", "Triana;El patio;", "Kortatu;Azken;"),
    );
    expect(message).toMatch(/don't say which column has the album/);
  });
});

it.each<[string, number | undefined]>([
  ["16/06/1997", 1997],
  ["01/23/77", 1977],
  ["23.1.77", 1977],
  ["Jan-77", 1977],
  ["23. Jan. 77", 1977],
  ["'77", 1977],
  ["77", 1977],
  ["77-06-16", 1977],
  ["c. 1975", 1975],
  ["1975/76", 1975],
  ["1.975", 1975],
  ["1975.0", 1975],
  ["1975年3月", 1975],
  ["05/06/07", undefined],
  ["07", undefined],
  ["31-12-07", undefined],
  ["28216", undefined],
  ["0", undefined],
  ["12,50 €", undefined],
])("the year of %s is %s", (text, year) => {
  expect(readYear(text)).toBe(year);
});
