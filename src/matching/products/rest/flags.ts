import { readSoundtrackText } from "../../titles/soundtrack-words.ts";

/** Somebody else plays it. Words of a folded text. */
const imitations = [
  /\bkaraoke\b/,
  /\btribut(?:e|es|o|os)\b/,
  /\b(?:made|as) (?:famous|popular) by\b/,
  /\boriginally performed by\b|\bperformed in the style\b/,
  /\b(?:in|im) (?:the )?(?:style|stil|stile) (?:of|von|di)\b|\ba la maniere de\b/,
  /\blullab(?:y|ies)\b|\brockabye\b|\bwiegenlieder\b/,
  /\bstring quartet\b|\bvitamin string\b|\bpiano (?:tribute|rendition|version|cover)s?\b/,
  /\brenditions?\b|\bcover versions?\b|\bcovers\b|\bcovered by\b|\bcover band\b/,
  /\bbacking tracks?\b|\bsing ?along\b|\bsalutes? to\b|\ba salute\b|\bhom+age (?:to|a|an)\b/,
  /\b(?:plays|play|performs|spielt|spielen) (?:the )?(?:music|songs|hits|best|lieder)\b/,
  /\bmusic box\b|\b8 ?bit\b|\bsound ?alikes?\b|\bworkout\b|\bcoverversionen\b|\bversiones de\b/,
  /\bperformed by\b|\bthe (?:music|songs) of\b/,
  /\bgecovert\b|\bnachgesungen\b|\bhommage\b|\bhomenaje\b|\bomaggio\b|\bplayback\b|\bversion karaoke\b|\bcoverband\b|\bneu interpretiert\b|\breprises? (?:de|par)\b/,
  /\bas made famous\b|\binstrumental (?:tribute|versions?)\b|\brecreat(?:ed|ions?)\b|\bim stil von\b|\balla maniera di\b|\ben el estilo de\b/,
  /カラオケ|トリビュート|オルゴール|カヴァー集|カバー集/,
];

/** No record at all. */
const merchandise = [
  /\bsong ?books?\b|\bsheet music\b|\bpartitions?\b|\bnoten(?:buch|heft)?\b|\bspartit[oi]\b|\bpartitura\b/,
  /\b(?:guitar|bass|drum|easy) (?:tab|tabs|tablature|recorded)\b|\btablature\b|\bpiano vocal\b|\btranscribed scores?\b/,
  /\bt ?shirts?\b|\btshirts?\b|\bshirts?\b|\bhoodies?\b|\bsweatshirt\b|\btank top\b|\bbeanie\b/,
  /\bposter print\b|\bwall art\b|\bart print\b|\bcanvas\b|\bcalendar\b|\bkalender\b|\bmugs?\b|\btasse\b|\bcoaster\b|\bmagnet\b/,
  /\bkey ?(?:chain|ring)s?\b|\bsticker\b|\bpatch\b|\bphone case\b|\bflag\b|\bjigsaw\b|\bpuzzle\b|\bframed\b|\baction figure\b/,
  /^(?:rare |original |promo |new )*posters?(?: \d.*)?$/,
  /\bpaperback\b|\bkindle\b|\bbiography\b|\bbiographie\b|\bunauthori[sz]ed\b|\btaschenbuch\b|\bmaking of\b|\bthe story of\b|\b33 1 3\b/,
  /\b(?:wandbild|leinwand|blechschild|kunstdruck|affiche|lamina|cartel|camiseta|maglietta|pullover|kapuzenpullover|schlusselanhanger|becher|taza|tazza|wanduhr|wall clock|slipmat|tapestry|lampe|lamp|ornament|socks|cap|pin badge|aufnaher|patches)\b/,
  /Tシャツ|マグカップ|缶バッジ|楽譜|バンドスコア|ポスター/,
];

const video =
  /(?<!\+ )\bvideos?\b|\b(?:dvds?|blu ?ray|bluray|vhs|laserdisc|laser disc|film|movie|documentary)\b/;
const sound = /\b(?:\d?cds?|\d?lps?|vinyl|audio|sacd|mp3|cassette)\b/;

const several = [
  /\b(?:original|classic|complete|studio) albums?\b|\balbum series\b/,
  /\b(?:two|three|four|five|six|[2-9]|1\d) (?:\w+ )?(?:albums|original albums|classic albums)\b/,
  /\b(?:2|two|3|three) (?:in|on|for|auf|en) (?:1|one|un)\b/,
  /\b(?:zwei|drei|vier|funf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre) (?:\w+ )?(?:alben|albums|albumes|dischi)\b|\boriginal alben\b/,
  /\b[2-5] ?(?:in|en) ?1\b|\bdouble feature\b|\bintegrale\b|\bgesamtwerk\b|\bdiskographie\b|\bcomplete albums\b/,
  /\btwofer\b|\btrilogy\b|\bdiscography\b|\bcomplete works\b|\bthe complete (?:studio|recordings|collection)\b|\balbum collection\b/,
];

const firstOf = (shapes: RegExp[], text: string): string | undefined =>
  shapes.map((shape) => shape.exec(text)?.[0]).find((hit) => hit !== undefined);

/** "karaoke", "in the style of" …: the word by which somebody else's version gives itself away. */
export const findImitation = (text: string): string | undefined => firstOf(imitations, text);
export const findMerchandise = (text: string): string | undefined => firstOf(merchandise, text);
export const findSeveral = (text: string): string | undefined => firstOf(several, text);
/** A film, unless a record comes with it. */
export const findVideo = (text: string, binding: string): string | undefined =>
  sound.test(text) || sound.test(binding) ? undefined : video.exec(text)?.[0];

interface Kind {
  type: string;
  words: RegExp;
}

const kinds: Kind[] = [
  { type: "Interview", words: /\binterviews?\b|\bin conversation\b|\baudio biography\b|\bspoken word\b/ },
  {
    type: "Live",
    words:
      /\blive(?: ?cd| ?album)?\b|\ben directo\b|\ben public\b|\bdal vivo\b|\blive mitschnitt\b|\bkonzert\b|\bunplugged\b|\bin concert\b|\bconcerts?\b|\ben vivo\b|\bao vivo\b|\ben concert\b|\bin concerto\b|\bon tour\b|\bbootleg\b|\bbroadcast\b|ライヴ|ライブ/,
  },
  {
    type: "Compilation",
    words:
      /\bgreatest hits\b|\b(?:the )?(?:very )?best of\b|\banthology\b|\bessentials?\b|\bcollection\b|\bhits\b|\bgreatest\b|\bretrospective\b|\bsingles\b|ベスト/,
  },
  {
    type: "Remix",
    words: /\bremix(?:es|ed)?\b|\brmx\b|\bdub\b|\bclub mix\b|\breworks?\b|\breworked\b|\breimagined\b/,
  },
  {
    type: "Soundtrack",
    words:
      /\bsoundtrack\b|\boriginal (?:\w+ ){0,2}score\b|\bmotion picture\b|\bost\b|\bmusical\b|\boriginal cast\b/,
  },
  {
    type: "Re-recording",
    words:
      /\bre ?record(?:ed|ing|ings)\b|\bnew recordings?\b|\bneuaufnahmen?\b|\bneu eingespielt\b|\bnouvel enregistrement\b|\breenregistre\w*|\bregrabad[oa]s?\b|\breregistrat[oa]\b|再録音|新録/,
  },
  {
    type: "Excerpts",
    words: /\bhighlights?\b|\bexcerpts?\b|\bquerschnitt\b|\bauszuge\b|\bextraits\b|\bestratti\b/,
  },
  {
    type: "Commentary",
    words: /\bcommentary\b|\baudiokommentar\b|\bradio (?:release )?special\b|\bradio show\b/,
  },
  { type: "Demo", words: /\bdemos?\b|\brehearsals?\b|\bouttakes\b|\bsessions\b/ },
  {
    type: "Instrumental",
    words:
      /\binstrumentals?\b|\bdrumless\b|\bacoustic(?! sounds)\b|\bacoustique\b|\bacustico\b|\borchestral\b|\bsymphonic\b|\bsped up\b|\bslowed\b|インスト(?:ゥルメンタル)?|\backustik\b|\ba ?cappella\b/,
  },
  { type: "EP", words: /\bep\b|\be p\b/ },
  {
    type: "Single",
    words:
      /\bsingle\b|\bmaxi\b|\bmaxi ?single\b|\bcdm\b|\b7 (?:inch|zoll|vinyl|single)\b|\b7inch\b|\bpromo\b|\b7 (?=vinyl)|\bvinyl 7$|^7$/,
  },
];

/** What kind of record the words say it is; undefined if they say none, or only the album's own. */
export function findOtherKind(text: string, ownTypes: string[]): string | undefined {
  if (readSoundtrackText(text) !== undefined && !ownTypes.includes("Soundtrack")) return "soundtrack";
  return kinds.find(({ type, words }) => words.test(text) && !covers(ownTypes, type))?.type.toLowerCase();
}

/** Does it say that it is what the album is? */
export const saysKind = (text: string, type: string): boolean =>
  kinds.some((kind) => kind.type === type && kind.words.test(text));

/** An EP may be sold as a maxi single, and the reverse; remixes make singles. */
const covers = (ownTypes: string[], type: string): boolean =>
  ownTypes.includes(type) ||
  (["EP", "Single"].includes(type) && (ownTypes.includes("EP") || ownTypes.includes("Single")));

const ownWords: Record<string, RegExp> = {
  Live: /^(?:live|recorded live|live album|en vivo|in concert)$/,
  Compilation: /^(?:(?:the )?(?:very )?best of|(?:the )?greatest hits|compilation|(?:the )?collection|hits)$/,
  Soundtrack:
    /^(?:(?:the|original|motion|picture|film|movie|tv|television|series|soundtrack|score|ost|music|from|and|inspired|by|album)(?: |$))+$/,
  Remix: /^(?:(?:the )?remix(?:es|ed)?)$/,
  Demo: /^(?:the )?demos?$/,
  EP: /^(?:the )?e ?p$/,
  Single:
    /^(?:cd |maxi |digital |vinyl |7 |12 |2 track |deluxe )*(?:single|maxi|maxi ?cd|vinyl|inch|7|12)(?: (?:cd|vinyl|single))*$/,
};

/** "Music Inspired by": songs that are not in the film; "From and Inspired by" is its soundtrack. */
const isOnlyInspired = (text: string): boolean => /\binspired\b/.test(text) && !/\bfrom\b/.test(text);

/** Words that say nothing but what the album is. */
export const isOwnKind = (text: string, ownTypes: string[]): boolean =>
  ownTypes.some((type) => ownWords[type]?.test(text) && !isOnlyInspired(text)) ||
  (ownTypes.includes("Soundtrack") && readSoundtrackText(text) === "soundtrack");
