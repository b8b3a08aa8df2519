/**
 * The digits of an EAN-8, UPC-12 or EAN-13 with a right check digit; undefined for anything else. Years are none:
 * the Beatles' "1967-1970" would pass for an EAN-8.
 */
export function readBarcode(text: string): string | undefined {
  if (!/^\d[\d\s-]*\d$/.test(text)) return undefined;
  const groups = text.split(/[\s-]+/);
  if (groups.every((group) => /^(19|20)\d\d$/.test(group))) return undefined;
  const digits = groups.join("");
  return [8, 12, 13].includes(digits.length) && hasCheckDigit(digits) ? digits : undefined;
}

/** The digits as given and their twin: UPC-12 is EAN-13 without the leading zero. */
export function barcodeForms(barcode: string): string[] {
  const digits = barcode.replace(/\D/g, "");
  if (digits.length === 12) return [digits, `0${digits}`];
  if (digits.length === 13 && digits.startsWith("0")) return [digits, digits.slice(1)];
  return [digits];
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
