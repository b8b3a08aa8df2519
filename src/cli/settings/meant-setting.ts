import { settings } from "../../config.ts";
import { editDistance, nearestName } from "../../matching/text/edit-distance.ts";

/** Not for `config.json`: where it lies, and a developer's. */
export const environmentOnly = ["IMPORTER_HOME", "IMPORTER_DEBUG"];

export const settingNames: readonly string[] = [...Object.keys(settings), ...environmentOnly];

/** The setting that was meant by a name that nobody knows, if one is near: `IMPORTER_CONTCAT`, `contact`. */
export function meantSetting(typed: string): string | undefined {
  const name = typed
    .toUpperCase()
    .replaceAll("-", "_")
    .replace(/^(?!IMPORTER_)/, "IMPORTER_");
  return nearestName(name, settingNames) ?? sharingWords(name);
}

/** `IMPORTER_AMAZON_TAG` for `IMPORTER_AMAZON_PARTNER_TAG`: the nearest that has all its words. */
function sharingWords(name: string): string | undefined {
  const words = name.split("_").slice(1);
  const sharing = settingNames.filter((known) => words.every((word) => known.split("_").includes(word)));
  return sharing.sort((one, other) => editDistance(name, one) - editDistance(name, other))[0];
}
