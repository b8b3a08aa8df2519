import { startMusicBrainz } from "../../../src/demo/musicbrainz/server.ts";
import { createAsker, type Answer } from "./ask.ts";
import type { PoolAlbum, WordedCase } from "./case-file.ts";
import { catalogueOf } from "./catalogue.ts";
import { judge, type Verdict } from "./judge.ts";

export interface Asked {
  case: WordedCase;
  answer: Answer;
  verdict: Verdict;
}

/** Every case by itself, one after the other, as the program is called; the albums are the pool's. */
export async function askAll(pool: PoolAlbum[], cases: WordedCase[]): Promise<Asked[]> {
  const server = await startMusicBrainz(catalogueOf(pool));
  const asker = await createAsker(server);
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
  }
}
