import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

/** Of one album that nobody finds under these words, in several years; by others; and a title alone. */
export const sixOpen = [
  "artist,title,year",
  "Zed,Some Tape,1990",
  "Zed,Some tape,1991",
  "The Zed,SOME TAPE!,1992",
  "Zed,Other Tape,1990",
  "Alpha,Some Tape,1990",
  ",Desire,",
];

/** A library into which these lists were imported. */
export async function stageWith(...lists: string[][]): Promise<Stage> {
  const stage = await createStage();
  for (const [at, list] of lists.entries()) {
    const path = join(stage.home, "..", `list-${at}.csv`);
    writeFileSync(path, list.join("\n"));
    await stage.importer(["import", path]);
  }
  return stage;
}

/** What each open question says. */
export const saidOf = async (stage: Stage): Promise<string[]> =>
  documentOf<{ questions: { said: string }[] }>(await stage.importer(["review", "--json"])).questions.map(
    ({ said }) => said,
  );
