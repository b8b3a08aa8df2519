/**
 * Header vocabulary: words of headers, in the languages in which programs translate them and people write them, and what they say. Each
 * word has one meaning; one that may mean something else (the Spanish `disco`, an album or the number of a disc) has none.
 */
const vocabulary: Record<string, string> = {
  album: `album albums álbum album's альбом альбома アルバム アルバム名 アルバムタイトル 专辑 專輯 专辑名 专辑名称 專輯名稱 앨범 앨범명 albumu alba
    albumi albüm albumcím άλμπουμ אלבום ألبوم الألبوم lp cd record plattentitel`,
  artist: `artist artists artista artistas artiste artistes künstler künstlers interpret interpreten artiest artiesten
    исполнитель исполнителя アーティスト アーティスト名 艺术家 아티스트 performer band wykonawca artysta interprète interprètes intérprete
    intérpretes interprete interpreti musiker musician musicians singer sänger gruppe groupe gruppo grupo groep banda группа
    umělec skupina előadó sanatçı esittäjä artisti kunstner uitvoerder виконавець καλλιτέχνης artis אמן الفنان فنان
    歌手 艺人 藝人 演唱者 表演者 가수`,
  "album artist": "albumartist albumkünstler albuminterpret albumkünstlername albumartistname",
  "album name": "albumname albumtitel albumtitle albumnaam albumnamn",
  "artist name":
    "künstlername künstlernamen interpretenname interpretennamen artistname artiestnaam artistnamn bandname",
  "track name": "trackname titelname songname songtitel tracktitle songtitle",
  track: `track tracks song songs canción canciones cancion morceau morceaux piste lied faixa música musica traccia brano
    nummer трек песня пісня 曲 曲名 歌曲 歌名 トラック トラック名 곡명 recording utwór låt skladba kappale şarkı`,
  title: `title titles titel título titulo titre titolo tytuł titul название назва タイトル 标题 標題 제목 cím τίτλος başlık judul العنوان`,
  name: "name names namen n nombre nombres nom noms nome nomi naam naamn imię nazwa název nimi név 名 名称 名稱 이름 имя",
  date: `date datum data fecha year yr jahr jahre año ano année anno jaar år rok év vuosi yıl tahun год рік дата έτος שנה السنة سنة
    年 年份 日付 연도 released veröffentlichungsdatum 発売日 発売年 リリース日 リリース年 发行日期 發行日期 发行年份 發行年份 발매일 발매년도
    utgivningsår utgivelsesår udgivelsesår julkaisuvuosi jaartal erscheinungsjahr erscheinungsdatum veröffentlichungsjahr
    albumveröffentlichungsdatum vöjahr`,
  release: `release lanzamiento lançamento sortie uscita veröffentlichung verschijningsdatum publicación publicação pubblicazione
    parution выпуска випуску uitgave vydání wydania megjelenés production vö`,
  uri: "uri uris url urls link links",
  mbid: "mbid musicbrainz",
  id: "id ids",
  barcode:
    "barcode barcodes upc ean ean13 gtin jan strichcode streckkod viivakoodi штрихкод バーコード 条形码 条码 바코드",
  isrc: "isrc",
  discogs: "discogs",
  master: "master",
  group: "group releasegroup",
  first: "original orig first originally ursprüngliches originale",
  "": "the of s main primary principal principale de del de' du des d l la el los las le les do da dos das der des die dell della di van het",
};

const meaning = new Map(
  Object.entries(vocabulary).flatMap(([says, words]) => words.split(/\s+/).map((word) => [word, says])),
);

/** What a word of a header says, as words that `fields.ts` has rules for; nothing for one that is filler, undefined for one not known. */
export const meaningOf = (word: string): string | undefined => meaning.get(word);
