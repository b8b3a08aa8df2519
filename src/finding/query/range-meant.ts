/** Value notations of other programs: a sign that stands between the field and its value, and ranges that are none here. */

type IsValue = (text: string) => boolean;

/** A term whose value its field can't have, as it is written here; undefined where nobody can tell what is meant. */
export function valueMeant(typed: string, text: string, isValue: IsValue): string | undefined {
  const [, name = ""] = /^([-^]?\w+):/.exec(typed) ?? [];
  const range = rangeMeant(text, isValue) ?? dateMeant(text, isValue) ?? spelledOut(text, isValue);
  return signedMeant(name, text, isValue) ?? (range && `${name}:${range}`);
}

/** `>1980`, `<=1980`, `=1980`, `!1980` behind a field; undefined for a value without a sign. */
export function signedMeant(name: string, text: string, isValue: IsValue = () => true): string | undefined {
  const [, sign = "", value = ""] = /^(<>|>=?|<=?|={1,2}|!=?|~)\s*(.*)$/s.exec(text) ?? [];
  if (sign === "" || !isValue(value)) return undefined;
  if (sign.startsWith("!") || sign === "<>") return `-${name.replace(/^[-^]/, "")}:${value}`;
  if (sign.startsWith(">")) return `${name}:${value}..`;
  return sign.startsWith("<") ? `${name}:..${value}` : `${name}:${value}`;
}

/** `1973/3/24`, `24.03.1973` and `1973-3` as they are written here. Which is the month of `03/24/1973` is not certain. */
function dateMeant(text: string, isValue: IsValue): string | undefined {
  const parts = /^(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?$/.exec(text)?.slice(1);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)?.slice(1).toReversed();
  const date = (parts ?? german)?.filter((part) => part !== undefined).map((part) => part.padStart(2, "0"));
  const written = date?.join("-");
  return written !== undefined && isValue(written) ? written : undefined;
}

/** `1970-1979`, `1970…1979`, `[1970 TO 1979]`, `1980s`, `198*` and `1980+` as ranges. */
function rangeMeant(text: string, isValue: IsValue): string | undefined {
  const bare = text.replace(/^[[{(]|[\]})]$/g, "");
  for (const { index, 0: between } of bare.matchAll(/\s*(?:[-–—~:…]|\.{3,})\s*|\s+to\s+/gi)) {
    const [first, last] = [bare.slice(0, index), bare.slice(index + between.length)];
    const isOfLength = between.trim() === ":" && (first.length < 3 || last.length < 3); // 3:75
    if (isValue(first) && isValue(last) && !isOfLength) return `${first}..${last}`;
  }
  const [, decade = ""] = /^(\d{3})(?:0s|[*?x])$/i.exec(bare) ?? [];
  if (isValue(`${decade}0`) && decade !== "") return `${decade}0..${decade}9`;
  const [, least = ""] = /^(.+)\+$/.exec(bare) ?? [];
  return isValue(least) ? `${least}..` : undefined;
}

/** `today`, `5MB..20MB` and `-2w..`: words and units, each end as it is written here. */
function spelledOut(text: string, isValue: IsValue): string | undefined {
  const written = (end: string): string =>
    [dayMeant(end), bytesMeant(end)].find((each) => each !== undefined && isValue(each)) ?? end;
  const ends = text.split("..").map(written);
  const said = ends.filter((end) => end !== "");
  return said.length > 0 && ends.length <= 2 && said.every(isValue) ? ends.join("..") : undefined;
}

const daysBack: Readonly<Record<string, number>> = { today: 0, yesterday: 1, d: 1, w: 7, m: 30, y: 365 };

function dayMeant(text: string): string | undefined {
  const [, count = "1", unit = ""] = /^-?(\d{1,3})?(today|yesterday|(?<=\d)[dwmy])$/i.exec(text) ?? [];
  const days = daysBack[unit.toLowerCase()];
  if (days === undefined) return undefined;
  return new Date(Date.now() - days * Number(count) * 86_400_000).toISOString().slice(0, 10);
}

function bytesMeant(text: string): string | undefined {
  const [, count, unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?)\s?([kmgt])i?b?$/i.exec(text) ?? [];
  if (count === undefined) return undefined;
  return String(Math.round(Number(count) * 1000 ** ("kmgt".indexOf(unit.toLowerCase()) + 1)));
}
