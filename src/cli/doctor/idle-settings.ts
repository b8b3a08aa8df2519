import { givenSettings, type Config } from "../../config.ts";
import type { Io } from "../io/io.ts";
import { meantSetting, settingNames } from "../settings/meant-setting.ts";
import type { Finding } from "./finding.ts";
import type { SettingsFindings } from "./settings.ts";

/** Settings that do nothing: names that nobody knows, and what needs another setting to have an effect. */
export function examineIdleSettings(
  env: Io["env"],
  { config, wrong }: Pick<SettingsFindings, "config" | "wrong">,
): Finding[] {
  const unknown = Object.keys(env).filter((name) => /^importer_/i.test(name) && !settingNames.includes(name));
  return [...unknown.sort().map(unknownOf), ...(config ? idleIn(config, env, wrong) : [])];
}

function unknownOf(name: string): Finding {
  const meant = meantSetting(name);
  return {
    about: "settings",
    verdict: "note",
    says: `nobody knows ${name}: it is without effect`,
    remedy: meant === undefined ? "importer help settings lists them" : `is ${meant} meant?`,
  };
}

/** What must be so for a setting to have an effect, for those whose name begins so; the first that fits counts. */
const conditions: { names: RegExp; isMet: (config: Config) => boolean; needs: string }[] = [
  { names: /^IMPORTER_AI_BASE_URL$/, isMet: () => true, needs: "" },
  { names: /^IMPORTER_AI_/, isMet: ({ ai }) => ai !== undefined, needs: "IMPORTER_AI_BASE_URL is not set" },
  ...coverSource(/^IMPORTER_COVER_ART_ARCHIVE_/, "cover_art_archive"),
  ...coverSource(/^IMPORTER_FANART_TV_/, "fanart_tv"),
  ...coverSource(/^IMPORTER_THEAUDIODB_/, "theaudiodb"),
  ...coverSource(/^IMPORTER_ITUNES_/, "itunes"),
  ...coverSource(/^IMPORTER_DEEZER_/, "deezer"),
  {
    names: /^IMPORTER_AMAZON_(?:CREDENTIAL_VERSION|DAILY_LIMIT|IMAGES)$/,
    isMet: ({ amazon }) => amazon.credentialId !== undefined || amazon.credentialSecret !== undefined,
    needs: "IMPORTER_AMAZON_CREDENTIAL_ID is not set",
  },
];

function coverSource(names: RegExp, source: Config["coverSources"][number]) {
  const isMet = ({ coverSources }: Config): boolean => coverSources.includes(source);
  return [{ names, isMet, needs: `IMPORTER_COVER_SOURCES does not name ${source}` }];
}

function idleIn(config: Config, env: Io["env"], wrong: ReadonlySet<string>): Finding[] {
  return givenSettings(env).flatMap((name): Finding[] => {
    const condition = conditions.find(({ names }) => names.test(name));
    if (condition === undefined || condition.isMet(config)) return [];
    const [needed = ""] = condition.needs.split(" ");
    if (wrong.has(needed)) return []; // what it says is not known
    const says = `${name} is without effect: ${condition.needs}`;
    return [{ about: "settings", verdict: "note", says, remedy: `set ${needed}, or leave ${name} out` }];
  });
}
