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

const series =
  /^(?:(?:verve |impulse )?acoustic sounds(?: (?:vinyl )?series)?|(?:blue note )?tone poet(?: (?:vinyl |audiophile )?(?:series|edition|reissue))?|(?:blue note )?classic vinyl(?: series)?|original jazz classics(?: series)?|ojc|rudy van gelder(?: edition)?|rvg(?: edition| remasters?)?|analogue productions(?: \w+)?|music on vinyl|mov|speakers corner|vinyl me please|vmp|mobile fidelity(?: sound lab)?|the originals|legendary recordings|great recordings of the century|galleria|eloquence|back to black(?: series)?|waxtime|craft recordings|sundazed|half speed master(?:ed)?(?: series)?|record store day(?: exclusive| release| black friday)?(?: \d{4})?|rsd(?: exclusive)?(?: \d{2,4})?|mastersound|audio fidelity)(?: (?:lp|vinyl|cd|sacd|180g))*$/;

/** Series in which labels put out old records again. Takes a folded text. */
export const isReissueSeries = (text: string): boolean => series.test(text);

/** Letters and at least three digits, or seven digits and more: no title's own. */
export const isPlainNumber = (raw: string): boolean =>
  /^[A-Z]{2,6}[\s.-]?\d[\d\s.-]{1,12}\d[A-Z\d]{0,3}$/.test(raw.trim()) ||
  /^\d[\d\s-]{6,16}\d$/.test(raw.trim());

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
