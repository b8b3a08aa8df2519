import { analyse } from "chardet";

/**
 * Character encoding detection. UTF-8, and UTF-16 that says so or looks so; else what old programs wrote, if the text
 * tells which: by its script where that is proof, by the detection library where it is sure. Undefined where nothing
 * tells: wrong letters are worse than none.
 */
export function decodeText(bytes: Buffer): string | undefined {
  const wide = wideEncoding(bytes);
  if (wide) return decode(bytes, wide);
  const text = decode(bytes, "utf-8");
  if (text !== undefined) return text;
  const encoding = oldEncoding(bytes);
  return encoding === undefined ? undefined : decode(bytes, encoding);
}

/** The encoding of text that is neither UTF-8 nor UTF-16; undefined where nothing tells. */
export const oldEncoding = (bytes: Buffer): string | undefined =>
  provenEncoding(bytes) ?? westernEncoding(bytes) ?? likelyEncoding(bytes);

/** Undefined for bytes that this encoding does not have, and for control characters, which no lyrics hold. */
function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    const text =
      encoding === "windows-1252"
        ? decodeWestern(bytes)
        : new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffd\ue000-\uf8ff]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** 0x80 to 0x9f; those it has not stay control characters. Node before 24 takes windows-1252 for latin1. */
const westernSigns = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Bytes as Windows-1252. */
export const decodeWestern = (bytes: Buffer): string =>
  bytes.toString("latin1").replace(/[\x80-\x9f]/g, (sign) => westernSigns[sign.charCodeAt(0) - 0x80]!);

/** Mojibake mended: the text whose UTF-8 was decoded as Windows-1252; the same where its bytes are no UTF-8. */
export function utf8OfWestern(text: string): string {
  const codes = Array.from(text, (sign) => {
    const at = westernSigns.indexOf(sign);
    return at < 0 ? sign.codePointAt(0)! : at + 0x80;
  });
  if (codes.some((code) => code > 0xff)) return text;
  return decode(Buffer.from(codes), "utf-8") ?? text;
}

/** UTF-16 by its mark, or by the zeros of its spaces and line ends. */
export function wideEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, 4096); at++) if (bytes[at] === 0) zeros[at % 2]!++;
  if (zeros[0]! + zeros[1]! === 0) return undefined;
  return zeros[1]! > zeros[0]! ? "utf-16le" : "utf-16be";
}

/** The share of the letters that are not ASCII, or of all that `of` finds. */
function share(text: string, wanted: RegExp, of = /[^\x00-\x7f]/g): number {
  const letters = text.match(of) ?? [];
  return letters.length === 0 ? 0 : letters.filter((letter) => wanted.test(letter)).length / letters.length;
}

/** What marks a language's own encoding: wrong bytes make its script now and then, its commonest letters never. */
const proofs: { encodings: string[]; marks: RegExp; least: number }[] = [
  { encodings: ["shift_jis", "euc-jp"], marks: /[\u3041-\u30fe]/, least: 0.25 },
  {
    encodings: ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"],
    marks: /[оеаинтсрвлОЕАИНТСРВЛ]/,
    least: 0.45,
  },
  {
    encodings: ["euc-kr"],
    marks:
      /[가고그기나내너네는늘다대도들랑로를리마만면밤사서세수시아않어없에여오요우원을은의이인일자정제지진처하한해히]/,
    least: 0.3,
  },
  {
    encodings: ["gb18030", "big5"],
    marks:
      /[的一是不了在人有我他這这個个們们中來来上大為为和到說说時时要就出會会可也你對对能那得著着下自過过里裡多麼么去如都沒没看天還还好小樣样心她想愛爱情誰谁夢梦讓让給给再月風风]/,
    least: 0.2,
  },
];

function provenEncoding(bytes: Buffer): string | undefined {
  for (const { encodings, marks, least } of proofs) {
    const fitting = encodings.filter((encoding) => {
      const text = decode(bytes, encoding);
      return text !== undefined && looksWritten(text) && share(text, marks) >= least;
    });
    if (fitting.length === 1) return fitting[0];
    if (fitting.length > 1) return bestOf(bytes, fitting);
  }
  return undefined;
}

/** The library counts how often letters follow each other. */
function bestOf(bytes: Buffer, encodings: string[]): string | undefined {
  const guesses = analyse(bytes).map(({ name, confidence }) => ({
    encoding: name.toLowerCase(),
    confidence,
  }));
  const [first, second] = guesses.filter(({ encoding }) => encodings.includes(encoding));
  return first && first.confidence - (second?.confidence ?? 0) >= margin ? first.encoding : undefined;
}

/** Signs that songs hardly have, and that the bytes of other encodings make: `‚` and `ƒ` begin the letters of Shift_JIS. */
const oddSigns = /[‚ƒ†‡ˆ‰‹›•˜™¢£¤¥¦§¨©ª¬®¯±²³µ¶·¸¹º¼½¾×÷]/;
const mostOddSigns = 0.2;

/** Letters of one script in a word, a capital only at its beginning or all along, and no signs inside. */
function looksWritten(text: string): boolean {
  if (share(text, oddSigns) > mostOddSigns) return false;
  const words = text.match(/[^\s\x00-\x40[\]^`{|}~]+/g) ?? [];
  const isOdd = (word: string): boolean =>
    (/[a-z]/i.test(word) && /[^\P{L}\p{Script=Latin}]/u.test(word)) ||
    /\p{Ll}\p{Lu}/u.test(word) ||
    /\p{L}[^\p{L}\p{M}\p{P}\p{N}]|[^\p{L}\p{M}\p{P}]\p{L}/u.test(word);
  return words.filter(isOdd).length * 12 <= words.length;
}

/** Accents here and there on Latin letters: no other encoding's text looks so when it is read as this one. */
function westernEncoding(bytes: Buffer): string | undefined {
  const text = decode(bytes, "windows-1252");
  if (text === undefined || !looksWritten(text) || /[^\x00-\x7f\P{L}]{3}/u.test(text)) return undefined;
  const isWestern = share(text, /[àâäáãåæçéèêëíìîïñóòôöõøœùúûüß]/i, /[^\x00-\x7f\P{L}]/gu) === 1;
  return isWestern ? "windows-1252" : undefined;
}

/** What the library calls them, where the web's standard has another name for the same letters and more. */
const labels: Record<string, string> = { "ISO-8859-9": "windows-1254", "ISO-8859-8": "windows-1255" };
/** Western ones are proven or refused; for the others it is the library that knows the letters. */
const guessed = /^(?:GB18030|Big5|EUC-KR|EUC-JP|Shift_JIS|windows-125[0345678]|ISO-8859-[26789])$/;
const hasWideLetters = /^(?:GB18030|Big5|EUC-|Shift)/;
/** Of 100; below it the library guesses, and with wide letters it says 10 to everything short. */
const leastSure = { wide: 40, narrow: 15 };
/** By so much the first must be surer than the next. */
const margin = 6;

function likelyEncoding(bytes: Buffer): string | undefined {
  const guesses = analyse(bytes).filter(({ name }) => guessed.test(name));
  const usable = guesses.flatMap(({ name, confidence }) => {
    const encoding = labels[name] ?? name.toLowerCase();
    const text = decode(bytes, encoding);
    const least = hasWideLetters.test(name) ? leastSure.wide : leastSure.narrow;
    return text !== undefined && looksWritten(text)
      ? [{ encoding, text, confidence, isSure: confidence >= least }]
      : [];
  });
  const [best, ...others] = usable;
  if (!best?.isSure) return undefined;
  const isClose = (other: (typeof usable)[number]): boolean =>
    best.confidence - other.confidence < margin && other.text !== best.text;
  return others.some(isClose) ? undefined : best.encoding;
}
