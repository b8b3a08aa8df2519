import { startMusicBrainz } from "../../../src/demo/musicbrainz/server.ts";
import type { AnalyserName } from "../../../src/demo/musicbrainz/search/analyse.ts";
import { surroundingsOf } from "../world/surroundings.ts";
import { createWorld } from "../world/world.ts";
import { createAsker, type Answer } from "./ask.ts";
import type { PoolAlbum, WordedCase } from "./case-file.ts";
import { catalogueOf } from "./catalogue.ts";
import { buildCatalogueOf } from "./dumped.ts";
import { judge, type Verdict } from "./judge.ts";

export interface Asked {
  case: WordedCase;
  answer: Answer;
  verdict: Verdict;
}

export interface Setting {
  /** How the stand-in's index makes tokens. */
  analyser: AnalyserName;
  /** Release groups that stand around the pool. */
  around: number;
  /** Asked through the offline catalogue that is built of a dump of the same: in front of the stand-in, or alone. */
  catalogue?: "first" | "only" | undefined;
}

/** Every case by itself, one after the other, as the program is called; the pool stands in a world of others. */
export async function askAll(pool: PoolAlbum[], cases: WordedCase[], setting: Setting): Promise<Asked[]> {
  const surroundings = surroundingsOf(createWorld(pool, cases, setting.around));
  const known = { ...catalogueOf(pool), surroundings };
  const built = setting.catalogue && (await buildCatalogueOf(known));
  const server = await startMusicBrainz(known, { analyser: setting.analyser });
  const asker = await createAsker(server, built && { mode: setting.catalogue!, folder: built.folder });
  try {
    const asked: Asked[] = [];
    for (const each of cases) {
      const answer = await asker.ask(each.args);
      asked.push({ case: each, answer, verdict: judge(each, answer) });
    }
    return asked;
  } finally {
    asker.close();
    await server.close();
    built?.remove();
  }
}
