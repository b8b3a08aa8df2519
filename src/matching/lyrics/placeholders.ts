/**
 * What stands where lyrics should be, and is none: "Lyrics not available" in any of the languages of the sites that people copy from,
 * a notice about rights, an address, the frame of a site that was copied along. Only short texts are doubted by their words: a song may
 * sing about lyrics.
 */
export function isPlaceholderLyrics(text: string): boolean {
  if (truncatedByLicence.test(text) || copiedFrame.test(text)) return true;
  const rest = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !isRemark(line));
  if (rest.length === 0) return true;
  const words = rest.join(" ");
  if (words.length > longestNotice || rest.length > mostLines) return false;
  if (rest.length === 1 && isNotice(words)) return true;
  return saysNone.test(words) || (aboutLyrics.test(words) && denies.test(words)) || aboutRights.test(words);
}

/** The same text without the lines that a site or a program put between the words. */
export function withoutRemarks(text: string): string {
  const lines = text.split("\n");
  const kept = lines.filter((line) => line.trim() === "" || !isRemark(line.trim()));
  return kept.length === lines.length ? text : kept.join("\n");
}

/** That there is nothing to sing, in the words of those who file it: Chinese players have a sentence of their own. */
export function saysInstrumental(text: string): boolean {
  const bare = text.replace(/[^\p{L}\p{N}\s]+/gu, " ").trim();
  return bare === "" ? hasNotes(text) : instrumentalOnly.test(bare);
}

/** Signs for music, which stand where nobody sings. */
export const hasNotes = (text: string): boolean => /[♩♪♫♬🎵🎶]/u.test(text);

const longestNotice = 240;
const mostLines = 4;

const instrumentalOnly =
  /^(?:(?:this|the)?\s*(?:song|track|piece)?\s*(?:is)?\s*(?:an?|purely|all)?\s*)?(?:instrumental(?:e|es|a|is|track|song|music|stück|stueck|titel|version|musik)?|インストゥルメンタル|(?:此歌曲为没有填词的)?纯音乐\s*(?:请您?欣赏)?|純音樂\s*(?:請您?欣賞)?|[иі]нструментал(?:ьн(?:ая|а|ый|ий)(?: (?:композиция|композиція|версия|версія|трек))?)?|연주곡)(?:\s+(?:track|song|version|music|piece))?$/iu;

/** Notes of sites and players that their times do not run along with the music. */
const isRemark = (line: string): boolean =>
  /^(?:https?:\/\/|www\.)\S+$/i.test(line) ||
  /^(?:[a-z\d-]+\.)+(?:com|net|org|info|io|ru|ua|de|fr|it|es|jp|kr|br|pl|nl)(?:\/\S*)?$/i.test(line) ||
  /^\*{3,}.*\*{3,}$/.test(line) ||
  unsynchronised.test(line) ||
  broughtBy.test(line);

const unsynchronised =
  /^[^\p{L}]*(?:(?:these |this |the |diese[rs]? |der |die |das |ces |cette |les |la |le |l['’]|estas? |este |as |os |quest[aoei] |il |i |deze |dit |de |te[nj]? |denna |dette |bu |эт[иот]+ |该|此|這首|这首)?(?:lyrics?|song(?:text|tekst)e?|lied-?texte?|texte?|texto|parole?s?|letras?|test[oi]|tekste?n?|låttext(?:en)?|sang-?tekst(?:en)?|szöveg|(?:şarkı )?sözleri|текст(?: песни)?|слова|歌詞|歌词|가사)[^\n]{0,24}(?:un-?synchroni[sz]ed|un-?synced|not (?:yet )?(?:been )?(?:synced|synchroni[sz]ed|timed)|nicht synchronisiert|non synchronis[ée]e?s?|no sincronizad[ao]s?|não sincronizad[ao]s?|non sincronizzat[oi]|niet gesynchroniseerd|pas synchronis[ée]e?s?|no est[áa]n? sincronizad[ao]s?|não est[áa]o? sincronizad[ao]s?|non (?:è|sono) sincronizzat[aoei]|inte synkroniser|ikke synkroniser|nem szinkron|senkronize değil|niezsynchronizowany|не синхронизирован|不支持(?:自动)?滚动|不支援(?:自動)?滾動|同期(?:して|され)(?:い)?ません|동기화되지)|unsynchroni[sz]ed lyrics)/iu;

const broughtBy =
  /^(?:lyrics?|songtext|paroles|letra|testo|текст)\s*(?:provided |powered |licen[cs]ed |geliefert |fournies )?(?:by|von|par|von)\s*:?\s*(?:musixmatch|lyricfind|genius|azlyrics|metrolyrics|songlyrics|letras|gracenote|lyricwiki|minilyrics|rentanadviser)\b.*$|^(?:writer|songwriter|composer|source|copyright|©|℗|\(c\))[^\n]{0,8}:?[^\n]*(?:lyricfind|musixmatch|all rights reserved|sony\/atv|universal music publishing|warner[/ ]chappell|kobalt)[^\n]*$/iu;

/** A part of the words, cut off by who may not show the rest. */
const truncatedByLicence =
  /this lyrics? (?:is|are) not for commercial use|not (?:licen[cs]ed|authori[sz]ed|permitted) to (?:display|show|publish|provide)[^\n]{0,40}lyrics|lyrics[^\n]{0,60}(?:licen[cs]ing (?:restrictions|reasons)|removed (?:at|by|due)|due to (?:licen[cs]ing|copyright))/i;

/** A song's page of Genius, head and foot included. */
const copiedFrame = /^\s*\d{1,4}\s*contributors?[\s\S]{0,400}?lyrics[\s\S]*?embed\s*$/i;

const aboutLyrics =
  /(?<!\p{L})lyrics?(?!\p{L})|(?<!\p{L})(?:song|lied|lyrik)-?texte?n?(?!\p{L})|(?<!\p{L})(?:song|sang)tekst(?:en|er)?(?!\p{L})|(?<!\p{L})låttext(?:en)?(?!\p{L})|(?<!\p{L})sångtext(?:en)?(?!\p{L})|(?<!\p{L})paroles?(?!\p{L})|(?<!\p{L})letras?(?!\p{L})|(?<!\p{L})test[oi](?!\p{L})|(?<!\p{L})tekst(?:u|y|ów)?(?!\p{L})|(?<!\p{L})versuri(?:le)?(?!\p{L})|(?<!\p{L})dalszöveg(?!\p{L})|(?<!\p{L})sanoitu(?:s|kset|ksia)(?!\p{L})|(?<!\p{L})şarkı söz(?:ü|leri)?(?!\p{L})|(?<!\p{L})söz(?:ler|leri)(?!\p{L})|(?<!\p{L})text (?:písně|není|chybí|nenalezen)(?!\p{L})|текст|слова|стихи|στίχοι|歌詞|歌词|가사|כלמילים|مילים|كلمات|เนื้อเพลง|lời bài hát|lirik/iu;

const denies =
  /(?<!\p{L})(?:not|no|none|never|isn['’]t|aren['’]t|unavailable|unknown|missing|restricted|withheld|blocked|(?:coming|available) soon|couldn['’]t|could not|unable|sorry|yet to be|be the first|nicht|keine?|fehlt|leider|indisponibles?|non|aucune|pas|introuvables?|désolé|sin|ningun[ao]?|disponible en breve|indispon[ií]vel|não|nenhuma?|nessun[oa]?|assente|manca|niet|geen|ikke|ingen|saknas|inte|ej|brak|niedostępn[aey]|nie|není|nejsou|chybí|nenalezen[aoy]?|nincs|nem|ei|eivät|puuttuu|yok|bulunamadı|mevcut değil|nu|lipsesc|chưa|không|tidak|belum)(?!\p{L})|(?:нет|не |отсутству|недоступ|не найден)|δεν|ません|無し|なし|ない|未登録|準備中|暂无|暫無|没有|沒有|无歌词|無歌詞|未找到|未收录|없|준비\s?중|לא|לا|غير|لا توجد|ไม่มี/iu;

const saysNone =
  /^[^\p{L}\p{N}]*(?:n\/?a|none|null|undefined|tbd|tba|todo|unknown|coming soon|no lyrics?|lyrics?|\[?no lyrics found\]?|not found|error|404(?: not found)?|please wait|loading)[^\p{L}\p{N}]*$/iu;

/** One line alone: an invitation to look elsewhere, a fault that was kept for the words, what a program would read. */
const isNotice = (line: string): boolean =>
  /^(?:please )?(?:log|sign) (?:in|up)\b|^you might also like(?:embed)?$|^(?:add|submit|contribute|request|upload) (?:the |these |missing )?lyrics\b|^error\b|^(?:rate limit|access denied|forbidden|too many requests|internal server error|bad gateway|service unavailable)\b|^[{[]\s*"/i.test(
    line,
  ) ||
  /^(?:visit|go to|see|find|search|read|get|for) [^\n]{0,60}(?:https?:|www\.|\.(?:com|net|org)\b)/i.test(
    line,
  );

const aboutRights =
  /^[^\p{L}\p{N}]*(?:©|℗|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|(?:lyrics?|words)[^\n]{0,30}(?:copyright|licen[cs]ed|property (?:and|of)))/iu;
