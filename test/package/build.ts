import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import config from "../../rolldown.config.ts";
import { packagesOf, thirdPartyNotices } from "./third-party.ts";

/**
 * Bundles the program into `dir`, with the licences of what is bundled along. Its own command line would print a line for each of the hundreds of files.
 * @returns the modules that are in each file.
 */
export async function bundleInto(dir: string): Promise<Record<string, string[]>> {
  const bundle = await rolldown(config);
  const { output } = await bundle.write({ ...config.output, dir });
  await bundle.close();
  const chunks = output.filter((file) => file.type === "chunk");
  const packages = packagesOf(chunks.flatMap(({ moduleIds }) => moduleIds));
  writeFileSync(join(dir, "THIRD-PARTY.txt"), thirdPartyNotices(packages, join(config.cwd!, "node_modules")));
  return Object.fromEntries(chunks.map(({ fileName, moduleIds }) => [fileName, moduleIds]));
}
