/** Before the digits: "UPC 074646493526", "EAN-13: …", the apostrophe with which spreadsheets keep zeros. */
const label = /^(?:(?:upc|ean|gtin|jan|barcode)(?:-?(?:8|12|13|14|a))?[\s:#]*|')(?=\d)/i;

/**
 * The digits of an EAN-8, UPC-12, EAN-13 or GTIN-14 with a right check digit; undefined for anything else. Spaces and hyphens
 * don't count; of 11 digits a spreadsheet has eaten the leading zero. Years and dates are none: the Beatles' "1967-1970" would
 * pass for an EAN-8. Beside an artist 8 digits are a title.
 */
export function readBarcode(typed: string, { hasArtist = false } = {}): string | undefined {
  const text = typed.replace(label, "").replace(/^(\d{8,14})\.0$/, "$1");
  if (!/^\d[\d\s\u2010-\u2015-]*\d$/u.test(text)) return undefined;
  const groups = text.split(/[\s\u2010-\u2015-]+/u);
  if (groups.every((group) => /^(19|20)\d\d$/.test(group))) return undefined;
  const digits = groups.join("");
  if (digits.length === 8 && ((hasArtist && text === typed) || isDate(groups))) return undefined;
  const whole = digits.length === 11 ? `0${digits}` : digits;
  return [8, 12, 13, 14].includes(whole.length) && hasCheckDigit(whole) && !/^0+$/.test(whole)
    ? whole
    : undefined;
}

/** The digits of a barcode as it is printed, with spaces, hyphens or a wrong check digit; undefined for what can be none. */
export function printedBarcode(typed: string): string | undefined {
  const text = typed.trim().replace(label, "");
  const digits = text.replace(/[\s\u2010-\u2015-]/gu, "");
  return readBarcode(typed.trim()) ?? (/^\d{8,14}$/.test(digits) ? digits : undefined);
}

/** As long as an UPC, EAN or GTIN, with a check digit that says that one of the digits is wrong: words, in the end. */
export const isMistypedBarcode = (typed: string): boolean =>
  readBarcode(typed.trim()) === undefined && /^(?!0+$)\d{12,14}$/.test(printedBarcode(typed) ?? "");

/** Scientific notation (`5.09901E+12`, `5,09901E+12`): what a spreadsheet shows of a barcode, the last digits lost. */
export const isRoundedBarcode = (text: string): boolean =>
  /^'?[1-9](?:[.,]\d+)?E\+(?:0?7|1[0-3])$/i.test(text.trim());

/** 19991231, 1999-12-31, 31-12-1999, 12 31 1999. */
function isDate(groups: string[]): boolean {
  const digits = groups.join("");
  const yearFirst = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(digits);
  const yearLast = groups.length === 1 ? null : /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(digits);
  const [month = 0, day = 0] = (yearFirst?.slice(2) ?? yearLast?.slice(1, 3) ?? []).map(Number);
  return Math.min(month, day) >= 1 && Math.min(month, day) <= 12 && Math.max(month, day) <= 31;
}

/**
 * All ways in which it may be stored: UPC-12 is EAN-13 without the leading zero, GTIN-14 has one or two more, and some were
 * stored without any. As given first.
 */
export function barcodeForms(barcode: string): string[] {
  const digits = barcode.replace(/\D/g, "");
  const key = digits.replace(/^0+/, "");
  const isShort = key.length <= 8;
  const lengths = digits.length <= 8 ? [8] : isShort ? [12, 13, 14, 8] : [12, 13, 14, 11];
  const forms = lengths.filter((length) => length >= key.length).map((length) => key.padStart(length, "0"));
  return [...new Set([digits, ...forms])];
}

/** The forms under which shops keep one: UPC-12 and EAN-13. Each costs a question there. */
export function shopBarcodeForms(barcode: string): string[] {
  return barcodeForms(barcode).filter(({ length }) => length === 12 || length === 13);
}

/** Whether they are one: leading zeros come and go in shops. What is too short to be a barcode, or all zeros, equals none. */
export function sameBarcode(one: string, other: string): boolean {
  const key = barcodeKey(one);
  return key !== undefined && key === barcodeKey(other);
}

function barcodeKey(barcode: string): string | undefined {
  const digits = barcode.replace(/\D/g, "");
  const key = digits.replace(/^0+/, "");
  return digits.length >= 8 && key.length >= 2 ? key : undefined;
}

/** From the right, every second digit counts three times; the sum ends in 0. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}
