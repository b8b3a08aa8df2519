import { describe, expect, it } from "vitest";
import { aiShop, asins, createAiStage, type AiStage } from "./ai-shop.ts";
import { askAgain } from "./stage.ts";

const { unsureMatch, unsureNoMatch, unsureUnsure, certain, match, contradicted } = asins;
const everyClaim = ["title", "artist", "year", "format", "label", "barcode"];
const titleOf = (asin: string): string => aiShop().find((each) => each.asin === asin)!.title;

const nextYear = "UPDATE albums SET release_year = release_year + 1";

/** `B0AI000001 match test-model`, for each product. */
const verdicts = async (stage: AiStage): Promise<string[]> =>
  (await stage.products()).map((row) => `${row.external_id} ${row.verdict} ${row.decided_by}`);
const reasonsOf = async (stage: AiStage, asin: string): Promise<string> =>
  (await stage.products()).find(({ external_id }) => external_id === asin)!.reasons;

const byRules = [
  `${unsureMatch} unsure rules`,
  `${unsureNoMatch} unsure rules`,
  `${unsureUnsure} unsure rules`,
  `${certain} match rules`,
  `${match} match rules`,
  `${contradicted} no_match rules`,
];

describe("a model", () => {
  it("is asked by nobody unless it is set up", async () => {
    const stage = await createAiStage();
    const { stderr } = await stage.drain();
    await askAgain(stage);
    await stage.drain({ IMPORTER_AI_BASE_URL: stage.ai.url }); // no model is named
    expect(stage.ai.requests).toEqual([]);
    expect(stderr).not.toContain("IMPORTER_AI");
    expect(await verdicts(stage)).toEqual(byRules);
    expect(await reasonsOf(stage, unsureMatch)).not.toContain("AI");
  });

  it("is asked about what the rules are unsure of: its match links, its no match refuses", async () => {
    const stage = await createAiStage();
    const { stderr } = await stage.drain(stage.ask);
    // One a question: what one says of itself must not sway what is said of another.
    expect(stage.questions()).toHaveLength(3);
    expect(stage.questions().flat().toSorted()).toEqual(
      [unsureMatch, unsureNoMatch, unsureUnsure].map(titleOf).toSorted(),
    );
    expect(await verdicts(stage)).toEqual([
      `${unsureMatch} match test-model`,
      `${unsureNoMatch} no_match test-model`,
      `${unsureUnsure} unsure test-model`,
      ...byRules.slice(3),
    ]);
    expect(await stage.links()).toEqual([unsureMatch, certain, match]);
    expect(await reasonsOf(stage, unsureMatch)).toContain("test-model: Title and artist are the same.");
    expect(await reasonsOf(stage, unsureNoMatch)).toContain("test-model: It speaks of cover.");
    expect(stderr.match(/titles, artists, labels and dates of products go to test-model/g)).toHaveLength(1);
  });

  it("with scope all is asked about all that is neither certain nor contradicted", async () => {
    const stage = await createAiStage();
    await stage.drain({ ...stage.ask, IMPORTER_AI_SCOPE: "all" });
    const asked = stage.questions().flat();
    expect(asked.toSorted()).toEqual(
      [unsureMatch, unsureNoMatch, unsureUnsure, match].map(titleOf).toSorted(),
    );
    expect(await verdicts(stage)).toContain(`${match} match test-model`);
    expect((await verdicts(stage)).slice(-1)).toEqual(byRules.slice(-1));
  });

  it("is sent no more than names, formats and dates: no ASIN, barcode, price or address", async () => {
    const stage = await createAiStage();
    await stage.drain({ ...stage.ask, IMPORTER_AI_SCOPE: "all" });
    const sent = JSON.stringify(stage.ai.asked);
    for (const secret of ["B0AI0", "5099902895529", "http", "USD", "demo-20"])
      expect(sent).not.toContain(secret);
    expect(sent).toContain("Pink Floyd");
  });

  it("tells once in a run that titles leave the machine, however many albums there are", async () => {
    const stage = await createAiStage();
    await stage.withAlbums("Nevermind");
    const title = "Nevermind: Songs of a Summer Night";
    stage.shop.push({ asin: "B0AI000009", title, contributors: [["Nirvana"]], group: "Music" });
    const { stderr } = await stage.drain(stage.ask);
    expect(stage.ai.asked).toHaveLength(4);
    expect(stderr.match(/go to test-model/g)).toHaveLength(1);
  });
});

describe("an answer", () => {
  it("is remembered: the next run asks nobody, and says the same", async () => {
    const stage = await createAiStage();
    await stage.drain(stage.ask);
    const first = await stage.products();
    await askAgain(stage);
    const { stderr } = await stage.drain(stage.ask);
    expect(stage.ai.asked).toHaveLength(3);
    expect(stderr).not.toContain("go to test-model");
    expect(await stage.products()).toEqual(first);
    expect(await stage.rows("SELECT DISTINCT model FROM ai_answers")).toEqual([{ model: "test-model" }]);
  });

  it.each([
    [
      "a product",
      1,
      (stage: AiStage) => void (stage.shop[0]!.title = "The Dark Side of the Moon: Songs of a Winter Night"),
    ],
    ["an album", 3, (stage: AiStage) => stage.inLibrary((db) => db.$client.exec(nextYear))],
  ])("serves no other question: %s that has changed is asked about", async (_, more, change) => {
    const stage = await createAiStage();
    await stage.drain(stage.ask);
    await change(stage);
    await askAgain(stage);
    await stage.drain(stage.ask);
    expect(stage.ai.asked).toHaveLength(3 + more);
  });

  it("serves no other model", async () => {
    const stage = await createAiStage();
    await stage.drain(stage.ask);
    await askAgain(stage);
    const { stderr } = await stage.drain({ ...stage.ask, IMPORTER_AI_MODEL: "another-model" });
    expect(stage.ai.asked).toHaveLength(4);
    expect(stderr).toContain("another-model is left alone for a while, the rules decide alone");
  });
});

describe("a budget of calls", () => {
  it.each([0, 2])("of %i is kept; what is left is decided by the rules, which say so", async (calls) => {
    const stage = await createAiStage();
    await stage.drain({ ...stage.ask, IMPORTER_AI_MAX_CALLS: String(calls) });
    expect(stage.ai.asked).toHaveLength(calls);
    const told = await stage.rows(
      "SELECT decided_by FROM products WHERE reasons LIKE '%not validated by AI: %(IMPORTER_AI_MAX_CALLS)%'",
    );
    expect(told).toEqual(Array(3 - calls).fill({ decided_by: "rules" }));
    expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1 }]);
    await askAgain(stage);
    await stage.drain(stage.ask);
    expect(stage.ai.asked).toHaveLength(3); // the rest, in the next run
  });
});

describe("what a model says against the evidence", () => {
  it("never makes a link of what contradicts, nor unmakes what is certain, whatever it answers", async () => {
    const stage = await createAiStage();
    for (const decision of ["match", "no_match"]) {
      stage.answers({ candidate: 0, decision, agrees: everyClaim, reason: "x" });
      await stage.inLibrary((db) => db.$client.exec("DELETE FROM ai_answers"));
      await askAgain(stage);
      await stage.drain({ ...stage.ask, IMPORTER_AI_SCOPE: "all" });
      const links = await stage.links();
      expect(links).toContain(certain);
      expect(links).not.toContain(contradicted);
      expect(links).not.toContain(unsureUnsure); // nobody is credited: the claim does not hold
    }
    // Against a match of the rules, a no only raises doubt.
    expect(await verdicts(stage)).toContain(`${match} unsure test-model`);
    expect(await reasonsOf(stage, match)).toContain("it said no match, the rules say match");
  });

  it("with an opinion withheld, a match of the rules stays a link and says that it was not validated", async () => {
    const stage = await createAiStage();
    stage.answers({ candidate: 0, decision: "unsure", agrees: [], reason: "hm" });
    await stage.drain({ ...stage.ask, IMPORTER_AI_SCOPE: "all" });
    expect(await stage.links()).toEqual([certain, match]);
    expect(await reasonsOf(stage, match)).toContain("not validated by AI: hm");
  });
});
