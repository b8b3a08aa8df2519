const companies = new Set(
  (
    "universal|sony|warner|warner bros|emi|columbia|capitol|parlophone|atlantic|polydor|epic|rca|rca victor|island|virgin|harvest|geffen|" +
    "mercury|elektra|reprise|decca|motown|rhino|sub pop|4ad|domino|mute|xl|bmg|a and m|apple|swan song|asylum|def jam|interscope|" +
    "arista|chrysalis|cbs|vertigo|philips|polygram|mca|blue note|verve|impulse|ecm|deutsche grammophon|stax|sire|creation|matador|" +
    "tamla|tamla motown|fontana|ninja tune|warp|rough trade|factory|beggars banquet|nuclear blast|roadrunner|naxos|hyperion|pias"
  ).split("|"),
);

/** "Harvest", "EMI Records": a record company, as dealers put it behind the title. Takes a folded text. */
export const isRecordCompany = (text: string): boolean =>
  companies.has(text.replace(/ (?:records?|recordings?|music|group|entertainment|ltd|inc)$/, "")) ||
  /^(?:\p{L}+ ){1,3}(?:records|recordings)$/u.test(text);

/** "SHDW 411", "CDP 7 46001 2", "SM79CD": as printed, in capitals, so that "Tour 99" is none. */
export function isCatalogueNumber(raw: string): boolean {
  const shape =
    /^(?:(?:cat(?:alog(?:ue)?)?\.?\s*(?:no\.?|nr\.?|#)?\s*)?)([A-Z]{0,6}[\s.-]?[\d\s.\-/]{2,16}[A-Z\d]{0,4})$/;
  const [, number = ""] = shape.exec(raw.trim()) ?? [];
  const digits = number.replace(/\D/g, "");
  const isAttached = /[A-Z]\d{2}|\d{2}[A-Z]/.test(number);
  const isYear = /^(?:19|20)\d\d$/.test(digits);
  return /[A-Z]/.test(number) && !isYear && (digits.length >= 3 || (isAttached && digits.length === 2));
}
