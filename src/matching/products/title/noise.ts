import { isEditionTail, isEditionText } from "../../titles/edition-words.ts";

const wordSet = (words: string): Set<string> => new Set(words.split(/\s+/));

/** What it is made of: says nothing about which album it is, wherever it stands. */
const formats = wordSet(
  "cd cds cdr 2cd 3cd 4cd 5cd lp lps 2lp 3lp 4lp vinyl vinyle vinilo vinile schallplatte sacd shm hqcd uhqcd blu-spec bluspec mp3 flac " +
    "cassette kassette mc minidisc hybrid digipak digipack digisleeve digibook mediabook gatefold",
);

/** What shops put in brackets and behind dashes, in the languages of their sites. */
const shopWords = wordSet(
  "audio album albums disc disk discs disks compact record records schallplatten double doppel triple single-disc box set boxset " +
    "coffret gram gramm grams heavyweight black blue red white clear green yellow orange purple pink gold silver coloured colored color " +
    "colour farbiges splatter marbled translucent transparent picture half speed mastered master mastering half-speed sleeve jewel case " +
    "slipcase cardboard mini papersleeve booklet poster photos obi strip download downloadcode code card voucher inlay " +
    "jewelcase hq hybr analog analogue analogico edt spec deluxe super experience discovery immersion tour fan definitive classic centenary signature archive + edition editions edicion edizione editie ausgabe auflage version versione remaster remasters remastered remasterisé " +
    "remasterise remasterisee remasterizado remasterizada rimasterizzato remastering remasterd reissue reissued repress pressing press " +
    "wiederveroffentlichung expanded extended erweiterte jubilaums jubilaumsedition anniversaire aniversario anniversary anniv collectors " +
    "collector limited limitee limitada limitata limitierte limitiert numbered special speciale especial premium exclusive exclusif exklusiv " +
    "exklusive amazon original originale ultimate legacy international standard stereo mono explicit clean edited amended parental " +
    "advisory uncensored bonus track tracks titre titres titel bonustrack bonustracks disque disques " +
    "digital digitally digitale hires hi res high resolution audiophile quality dolby atmos surround mix hd bit khz rpm inch zoll " +
    "inches import importe importado importazione allemand anglais americain japonais japonaise japan japanese japanische uk us usa eu " +
    "europe european germany german deutsche canada france french italy italian spain australian australia holland dutch russian korea taiwan " +
    "new neu nuovo nouveau neuf neue used gebraucht sealed factory ovp brand mint nm near vg ex m s free shipping fast rare oop stock " +
    "release rerelease re issue with incl inkl including includes avec mit con and und et y plus in on the a of from de la le der die das " +
    "for fur pour first second complete full newly 2nd 1st feat video videos content enhanced sampler-free ltd lim ed vol-free " +
    "masters mfsl mofi ultradisc onestep one-step step uhqr mqa k2hd xrcd xrcd2 xrcd24 gold-disc supervinyl rsd record store day lossless " +
    "neuauflage sonderausgabe sonderedition jubilaumsausgabe remastert remasterte remasterter doppelcd doppellp doppelvinyl dreifach farbiges " +
    "farbige schwarzes schwarz rotes rot weisses weiss blaues blau grunes grun gelbes transparentes nummerierte nummeriert inklusive beiheft buch " +
    "klappcover erstauflage erstpressung pappschuber digipack premiumedition sammler sammlerbox fanbox schuber vinylausgabe gatefoldcover auf " +
    "reedition remasterises coloree colore noir blanc rouge bleu vert vinyles disque coffret livret inedits inedit speciale tirage numerote numerotee exclusivite " +
    "cristal pochette cartonnee carton cartonne replica ans double simple sous licence nouvelle avec cd-audio audio inclus " +
    "vinilos reedicion coleccionista coleccion aniversario negro blanco rojo azul verde exclusivo exclusiva firmado numerada numerado importacion portada " +
    "libreto caja estuche anos carpeta transparente blanca roja negra disco-libro remasterizados en gramos edicao vinil " +
    "edizione vinile rimasterizzata colorato nero bianco rosso numerata esclusiva ristampa cofanetto doppio anni versione inedite inediti " +
    "gelimiteerde gekleurd gekleurde heruitgave genummerd jubileumeditie jubileum begransad utgava nyutgava numrerad " +
    "紙ジャケット 紙ジャケ 完全限定盤 生産限定盤 初回盤 期間生産限定盤 限定版 完全初回限定盤 数量限定盤 豪華盤 豪華版 スーパー スーパーデラックス デラックスエディション エディション 最新リマスター リマスター盤 " +
    "最新リマスター盤 高音質cd 日本盤 直輸入盤 直輸入 帯付き 帯付 解説付 解説 歌詞 歌詞対訳付 歌詞対訳付き 歌詞・対訳付 対訳付き ボーナストラック ボーナス トラック トラック収録 収録 記念盤 " +
    "重量盤 カラー カラーヴァイナル カラー盤 盤 仕様 特典 特典付き 特典付 cd dvd dvd付 dvd付き 完全生産限定 初回限定 初回生産限定 通常版 紙ジャケ仕様 輸入 国内 リイシュー 再発 再発盤 復刻盤 アナログレコード lpレコード ステレオ モノラル " +
    "ハイブリッド ハイブリッド盤 sacdハイブリッド cdハイブリッド メモリアル デジタルリマスター デジタル 新品 中古 プラチナ shmcd " +
    "dvd dvds bluray ray blu pal ntsc region music cdr-free 輸入盤 国内盤 限定盤 初回限定盤 通常盤 初回生産限定盤 完全生産限定盤 紙ジャケット仕様 リマスター " +
    "デラックス エディション アナログ盤 アナログ レコード 期間限定盤 高音質 ボーナストラック付き 解説付き edicion disco doble sencilla lossless wav aac streaming",
);

/** Said of a song or a single, and it stays the same. */
const songWords = wordSet(
  "version main album single edit radio explicit clean edited bonus track original amended video booklet digital mono stereo deluxe",
);

/** Formats with a number in their name. */
const numberedFormats = /\bblu ?spec ?cd ?2?\b|\bk2 ?hd\b|\bxrcd ?(?:2|24)\b|(?:\bcd ?)?\d{1,2} ?枚組/g;
export const withoutNumberedFormats = (text: string): string => text.replace(numberedFormats, " ");

/** Numbers that belong to the packaging: years of remasters, anniversaries, how many discs, grams, bits. */
const packagingNumbers = [
  numberedFormats,
  /\b\d{1,3}周年(?:記念)?(?:盤|エディション|版)?(?=\s|$)|\bone step\b/g,
  /\b\d{1,3} ?(?=(?:ans|anos|anni|jahre|jaar|ar)\b)/g,
  /\b(?:19|20)\d\d (?=(?:digital|stereo|mono|new|uk|us|german|japan\w*|original )*\s?(?:re|mix|edition|version|expanded|press|import|digital|bonus))/g,
  /(?<=\b(?:remaster\w*|remix|edition|reissue\w*|version|repress\w*|mix|expanded|edicion|rerelease) )(?:19|20)\d\d\b/g,
  /\b\d{1,3} ?(?:st|nd|rd|th|e|eme|ieme|o)? (?=(?:year |jahre )?(?:anniv|aniv|jahre|jubil))/g,
  /\b(?:one|two|three|four|five|[1-9]|1\d|2\d) ?x? ?(?=(?:cds?|lps?|sacds?|dvds?|dis[ck]s?|disques?|discos?|vinyls?|blu|records|bonus|tracks|titres|cassettes?|audio)\b)/g,
  /\b\d{1,2} ?(?=(?:bonus|extra|inch|zoll|page|bit|track)\b)/g,
  /(?<=\b(?:cd|lp|vinyl|x|lps) )[2-9]\b(?= (?:cds|lps|discs))/g,
  /\b\d{2,3} ?(?=(?:g|gr|gram|gramm|grams|rpm|khz|bit|k)\b)/g,
  /(?<=\bbit )\d{2,3}\b/g,
];
/** By themselves they could be a subtitle, or one of several self-titled albums. */
const tellsNothing = wordSet(
  "the a and of in on with con mit und et y plus der die das de la le for fur pour from new first second complete full free music " +
    "poster posters photos picture booklet card voucher code download downloadcode box case jewel sleeve video videos content " +
    "schwarz schwarzes rot rotes weiss blau blaues grun noir blanc rouge bleu vert negro blanco rojo azul nero bianco rosso buch avec auf " +
    "ans anos anni simple double step record store day sous en livret libreto cristal replica " +
    "m s black blue red white clear green yellow orange purple pink gold silver color colour album original legacy surround " +
    "discovery experience immersion signature archive tour fan classic definitive ultimate centenary",
);
const unitsLeft = wordSet("g gr k rpm khz x");

/** A segment of its own that is only about packaging, edition or the offer: "[2-CD]", "- Import allemand". */
export function isShopNoise(text: string): boolean {
  const words = restOf(text);
  if (words.length > 0 && words.every((word) => tellsNothing.has(word))) return false;
  if (sungOtherwise.test(text)) return false;
  if (isEditionText(text)) return true;
  return words.every((word) => shopWords.has(word) || formats.has(word) || unitsLeft.has(word));
}

/** A "Japanese Edition" is another pressing; a "Japanese Version" is sung in Japanese. */
const sungOtherwise =
  /\b(?:japanese|english|german|french|spanish|italian|korean|chinese|deutsche|french) (?:ver|version)\b/;

/** Could a title such as "Gold", "Blue" or "1" here be only about the record? */
export const isPackaging = (text: string): boolean =>
  /^\d+$/.test(text) || text.split(" ").every((word) => shopWords.has(word) || formats.has(word));

/** The same for bare words behind the title, where "new" or "blue" could be the title's own. */
export function isTailNoise(text: string): boolean {
  return isEditionTail(text) || isFormat(text) || isFormatAndEdition(text);
}

/** The only thing that may stand bare before a title: "LP The Wall". */
export const isFormat = (text: string): boolean => restOf(text).every((word) => formats.has(word));

/** What may be said of one and the same song. */
export const isSongNoise = (text: string): boolean => restOf(text).every((word) => songWords.has(word));

export const isEdition = (text: string): boolean =>
  /\b(?:deluxe|edition|remaster\w*|expanded|anniversary|reissue|bonus|explicit)\b/.test(text);

function isFormatAndEdition(text: string): boolean {
  const words = withoutPlus(restOf(text));
  const begins = words[0];
  const tells =
    begins !== undefined && (formats.has(begins) || strongEditions.has(begins) || isEdition(begins));
  return tells && words.every((word) => shopWords.has(word) || formats.has(word) || unitsLeft.has(word));
}

/** "+ 2 Bonus Tracks". */
const withoutPlus = (words: string[]): string[] => (words[0] === "+" ? words.slice(1) : words);

const strongEditions = wordSet(
  "deluxe super remasterise remasterisee remasterizado remasterizada rimasterizzato limitierte limited edition edicion explicit import",
);

/** The words that are left when the packaging's numbers are taken out. */
function restOf(text: string): string[] {
  const bare = packagingNumbers.reduce((rest, shape) => rest.replace(shape, " "), text);
  return bare.split(" ").filter((word) => word !== "");
}
