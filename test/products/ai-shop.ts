import type { ProductFacts } from "../../src/demo/amazon/server.ts";
import type { AiStandIn, AiStandInOptions } from "../../src/demo/ai/server.ts";
import { jsonFault } from "../helpers/amazon.ts";
import { always } from "../helpers/faults.ts";
import { createShopStage, modelFor, type Settings, type ShopStage } from "./stage.ts";

const cd = { binding: "Audio CD", group: "Music", price: 5 };
const name = "The Dark Side of the Moon";
const pinkFloyd: Pick<ProductFacts, "contributors"> = { contributors: [["Pink Floyd"]] };

/** Titles and artists alone are no evidence. */
const of1973 = { released: "1973-03-01" };

/** One of each: what the rules say of it, and after the comma what the stand-in's model would. */
export const asins = {
  unsureMatch: "B0AI000001",
  unsureNoMatch: "B0AI000002",
  unsureUnsure: "B0AI000003",
  certain: "B0AI000004",
  match: "B0AI000005",
  contradicted: "B0AI000006",
};

export const aiShop = (): ProductFacts[] => [
  { asin: asins.unsureMatch, title: `${name}: Songs of a Summer Night`, ...pinkFloyd, ...cd, ...of1973 },
  { asin: asins.unsureNoMatch, title: `${name}: Songs of a Cover Night`, ...pinkFloyd, ...cd },
  { asin: asins.unsureUnsure, title: `${name}: Songs of a Winter Night`, ...pinkFloyd, ...cd },
  { asin: asins.certain, title: name, ...pinkFloyd, ...cd, eans: ["5099902895529"] },
  { asin: asins.match, title: `${name} (2016 Version)`, ...pinkFloyd, ...cd },
  { asin: asins.contradicted, title: `Pink Floyd ${name} T-Shirt`, ...cd, group: "Apparel" },
];

export interface AiStage extends ShopStage {
  ai: AiStandIn;
  env: Stage["env"];
  ask: Settings;
  /** ASINs' titles in each question so far. */
  questions(): string[][];
  /** From now on it answers this, whatever it is asked. */
  answers(...verdicts: object[]): void;
}
type Stage = Pick<ShopStage, "env">;

/** "The Dark Side of the Moon" with its releases, a shop that has one product of each kind, and a model. */
export async function createAiStage(catalogue = aiShop(), options: AiStandInOptions = {}): Promise<AiStage> {
  const stage = await createShopStage({ catalogue });
  const { ai, env: ask } = await modelFor(options);
  await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
  return {
    ...stage,
    ai,
    ask,
    questions: () =>
      ai.asked.map(({ messages }) => {
        const data = JSON.parse(messages[1]!.content) as { candidates: { title: string }[] };
        return data.candidates.map(({ title }) => title);
      }),
    answers(...verdicts) {
      const message = { role: "assistant", content: JSON.stringify({ verdicts }) };
      ai.setFault(always(jsonFault({ choices: [{ index: 0, message, finish_reason: "stop" }] })));
    },
  };
}
