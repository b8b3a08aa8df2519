import { rolldown } from "rolldown";
import config from "../../rolldown.config.ts";

/**
 * Bundles the program into `dir`. Its own command line would print a line for each of the hundreds of files.
 * @returns the modules that are in each file.
 */
export async function bundleInto(dir: string): Promise<Record<string, string[]>> {
  const bundle = await rolldown(config);
  const { output } = await bundle.write({ ...config.output, dir });
  await bundle.close();
  return Object.fromEntries(
    output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file.moduleIds]] : [])),
  );
}
