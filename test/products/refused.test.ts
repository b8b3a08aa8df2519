import { describe, expect, it } from "vitest";
import { jsonFault } from "../helpers/amazon.ts";
import { documentOf } from "../helpers/cli.ts";
import { firstTimes, onPath } from "../helpers/faults.ts";
import { amazonKind, createShopStage, type Settings, type ShopStage } from "./stage.ts";

const albums = ["Surrender", "Nevermind", "Bob Dylan - Desire"];
const eligibility = /AssociateNotEligible.*10 qualified sales in the last 30 days/;

/** Three albums that wait for Amazon, which refuses whoever asks. */
async function refusedStage(): Promise<ShopStage> {
  const stage = await createShopStage({ switches: { notEligible: true } });
  await stage.withAlbums(...albums);
  await stage.drain();
  return stage;
}

const statesOf = async (stage: ShopStage): Promise<string[]> =>
  (await stage.jobs()).map(({ state }) => state);
const admit = (stage: ShopStage): void => stage.amazon.set({ notEligible: false });

describe("an account that Amazon refuses", () => {
  it("parks the job with what to do, counts no attempt, and asks no more for the others", async () => {
    const stage = await createShopStage({ switches: { notEligible: true } });
    await stage.withAlbums(...albums);
    const { stdout } = await stage.drain();
    expect(stage.asked()).toEqual(["token", "searchItems"]); // for the first of three jobs
    expect(stdout).toMatch(/^job \d+ amazon-product-enrichment failed .*AssociateNotEligible/m);
    expect(stdout).toContain("to try it again: importer jobs retry 2");
    for (const { state, attempts, last_error } of await stage.jobs()) {
      expect([state, attempts]).toEqual(["failed", 0]);
      expect(last_error).toMatch(eligibility);
    }
    // What costs nothing is there for each of them.
    expect(await stage.links(1)).toEqual(["B00000J8EK", "B00003W1QB"]);
    expect(await stage.links(2)).toEqual(["B000003TA4"]);
  });

  it("is not asked for a job that comes later, by the next worker", async () => {
    const stage = await refusedStage();
    stage.asked();
    await stage.importer(["album", "+", "--artist", "Ed Sheeran"]);
    await stage.drain();
    expect(stage.asked()).toEqual([]);
    expect((await stage.jobs()).at(-1)).toMatchObject({ state: "failed", attempts: 0 });
    expect(await stage.links(4)).toEqual(["B004XZDT60"]);
  });

  it("shows in jobs show, with the hint", async () => {
    const stage = await refusedStage();
    const { stdout } = await stage.importer(["jobs", "show", "2"]);
    expect(stdout).toMatch(eligibility);
    const job = documentOf(await stage.importer(["jobs", "show", "2", "--json"]));
    expect(job).toMatchObject({ state: "failed", attempts: 0 });
    expect(JSON.stringify(job)).toMatch(eligibility);
  });

  it("is asked again after a day by a job that comes then", async () => {
    const stage = await refusedStage();
    admit(stage);
    stage.asked();
    await stage.inLibrary((db) => db.$client.exec("UPDATE refusals SET refused_at = refused_at - 86400001"));
    await stage.importer(["album", "+", "--artist", "Ed Sheeran"]);
    await stage.drain();
    expect(stage.asked()).toContain("searchItems");
    expect(await statesOf(stage)).toEqual(["failed", "failed", "failed", "done"]);
  });
});

describe("what a person does about it asks again", () => {
  it.each([
    ["jobs retry 2", [["jobs", "retry", "2"]], ["done", "failed", "failed"]],
    ["jobs retry --kind", [["jobs", "retry", "--kind", amazonKind]], ["done", "done", "done"]],
    [
      "a check that succeeds, and --force-providers",
      [
        ["amazon", "check"],
        ["album", "--id", "2", "--force-providers", "--provider", "amazon"],
      ],
      ["failed", "failed", "failed", "done"],
    ],
  ])("%s", async (_, commands, states) => {
    const stage = await refusedStage();
    admit(stage);
    for (const argv of commands) expect((await stage.importer(argv)).exitCode).toBe(0);
    stage.asked();
    await stage.drain();
    expect(stage.asked()).toContain("searchItems");
    expect(await statesOf(stage)).toEqual(states);
    expect(await stage.rows("SELECT * FROM refusals")).toEqual([]);
  });

  it("a check that is refused leaves it as it is", async () => {
    const stage = await refusedStage();
    expect((await stage.importer(["amazon", "check"])).exitCode).toBe(6);
    stage.asked();
    await stage.importer(["album", "--id", "2", "--force-providers", "--provider", "amazon"]);
    await stage.drain();
    expect(stage.asked()).toEqual([]);
    expect((await statesOf(stage)).at(-1)).toBe("failed");
  });

  it.each([
    ["IMPORTER_AMAZON_CREDENTIAL_SECRET"],
    ["IMPORTER_AMAZON_PARTNER_TAG"],
    ["IMPORTER_AMAZON_CREDENTIAL_ID"],
  ])("another %s", async (name) => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.drain({ [name]: "was-wrong" });
    expect(await statesOf(stage)).toEqual(["failed"]);
    stage.asked();
    await stage.importer(["album", "--id", "1", "--force-providers", "--provider", "amazon"]);
    await stage.drain();
    expect(stage.asked()).toContain("searchItems");
    expect(await statesOf(stage)).toEqual(["failed", "done"]);
  });
});

describe("settings that Amazon does not take", () => {
  const wrong: [about: string, env: Settings, asked: string[], words: RegExp][] = [
    [
      "a secret",
      { IMPORTER_AMAZON_CREDENTIAL_SECRET: "wrong" },
      ["token"],
      /invalid_client; check IMPORTER_AMAZON_CREDENTIAL_ID and IMPORTER_AMAZON_CREDENTIAL_SECRET/,
    ],
    [
      "a partner tag",
      { IMPORTER_AMAZON_PARTNER_TAG: "of-someone-21" },
      ["token", "searchItems"],
      /InvalidPartnerTag.*; check IMPORTER_AMAZON_PARTNER_TAG: it must belong to your account/,
    ],
    [
      "a version",
      { IMPORTER_AMAZON_CREDENTIAL_VERSION: "2.1" },
      ["token"],
      /answered 400.*; check .*IMPORTER_AMAZON_CREDENTIAL/,
    ],
    [
      "no tag",
      { IMPORTER_AMAZON_PARTNER_TAG: undefined },
      [],
      /PARTNER_TAG missing; set IMPORTER_AMAZON_PARTNER_TAG/,
    ],
    [
      "no secret",
      { IMPORTER_AMAZON_CREDENTIAL_SECRET: undefined },
      [],
      /IMPORTER_AMAZON_CREDENTIAL_SECRET missing; set .*importer amazon check/,
    ],
  ];
  it.each(wrong)("%s: the job waits for a person, with links and without an attempt", async (...given) => {
    const [, env, asked, words] = given;
    const stage = await createShopStage();
    await stage.withAlbums("Surrender", "Nevermind");
    await stage.drain(env);
    expect(stage.asked()).toEqual(asked);
    for (const { state, attempts, last_error } of await stage.jobs()) {
      expect([state, attempts]).toEqual(["failed", 0]);
      expect(last_error).toMatch(words);
    }
    expect(await stage.links(1)).toHaveLength(2);
    expect(await stage.links(2)).toHaveLength(1);
    await stage.importer(["jobs", "retry", "--kind", amazonKind]);
    await stage.drain();
    expect(await statesOf(stage)).toEqual(["done", "done"]);
  });
});

describe("a refusal that is not about the credentials", () => {
  it("of one question parks that job alone", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender", "Nevermind");
    const complaint = { type: "ValidationException", reason: "FieldValidationFailed", message: "too odd" };
    stage.amazon.setFault(onPath(/searchItems/, firstTimes(1, jsonFault(complaint, 400))));
    await stage.drain();
    expect(await statesOf(stage)).toEqual(["failed", "done"]);
    expect((await stage.jobs())[0]).toMatchObject({ attempts: 0 });
    expect((await stage.jobs())[0]?.last_error).toContain("too odd");
  });

  it("of an address does not outlive the wrong address", async () => {
    const stage = await createShopStage();
    await stage.withAlbums("Surrender");
    await stage.drain({ IMPORTER_AMAZON_URL: `${stage.amazon.url}/elsewhere` });
    expect((await stage.jobs())[0]?.last_error).toContain("check IMPORTER_AMAZON_URL");
    await stage.importer(["album", "--id", "1", "--force-providers", "--provider", "amazon"]);
    await stage.drain();
    expect(await statesOf(stage)).toEqual(["failed", "done"]);
  });
});
