/** English names of countries, as Discogs has them, in the two letters that MusicBrainz has. Groups of countries are none. */
const codes: Record<string, string> = {
  UK: "GB",
  US: "US",
  USA: "US",
  Europe: "XE",
  Worldwide: "XW",
  Russia: "RU",
  "South Korea": "KR",
  "North Korea": "KP",
  Taiwan: "TW",
  "Czech Republic": "CZ",
  Czechoslovakia: "XC",
  Yugoslavia: "YU",
  USSR: "SU",
  "German Democratic Republic (GDR)": "XG",
  "Serbia and Montenegro": "CS",
  Vietnam: "VN",
  Iran: "IR",
  Syria: "SY",
  Bolivia: "BO",
  Venezuela: "VE",
  Moldova: "MD",
  Macedonia: "MK",
  Turkey: "TR",
};

const regions =
  "AD AE AF AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BM BR BS BW BY CA CD CG CH CI CL CM CN CO CR CU CV CY CZ DE DK DO DZ EC EE EG ES ET FI FJ FO FR GA GB GE GH GL GN GR GT GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KW KZ LA LB LI LK LR LT LU LV LY MA MC MG ML MM MN MT MU MV MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PH PK PL PR PT PY QA RE RO RS RW SA SD SE SG SI SK SL SN SR SV TH TN TT TZ UA UG UY UZ ZA ZM ZW".split(
    " ",
  );

let byName: Map<string, string> | undefined;

/** Null for a group ("UK & Europe"), and for what is not known. */
export function countryCode(name: string | null | undefined): string | null {
  const said = (name ?? "").trim();
  if (said === "") return null;
  if (codes[said] !== undefined) return codes[said];
  if (!byName) {
    const names = new Intl.DisplayNames("en", { type: "region" });
    byName = new Map(regions.map((code) => [names.of(code) ?? code, code]));
  }
  return byName.get(said) ?? null;
}
