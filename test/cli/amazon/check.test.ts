import { describe, expect, it } from "vitest";
import { aiStandIn } from "../../helpers/ai.ts";
import { closedPort, documentOf, expectNoStack } from "../../helpers/cli.ts";
import { always, everyFault, onPath } from "../../helpers/faults.ts";
import { createShopStage, noCredentials, type Settings, type ShopStage } from "../../products/stage.ts";
import type { AmazonSwitches } from "../../../src/demo/amazon/server.ts";

interface Findings {
  findings: { about: string; verdict: "fine" | "note" | "problem"; says: string; remedy?: string }[];
}

const check = ["amazon", "check"];

describe("importer amazon check", () => {
  it("tells of credentials, token, eligibility and rate in a line each, and asks once", async () => {
    const stage = await createShopStage();
    const { exitCode, stdout, stderr } = await stage.importer(check, {
      env: { IMPORTER_AMAZON_INTERVAL_MS: "1100" },
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toEqual([
      "ok       amazon       www.amazon.com, partner tag demo-20",
      "ok       credentials  set, version 3.1",
      expect.stringMatching(
        /^note {5}pictures {5}Amazon's pictures are kept as covers; its licence speaks of links/,
      ),
      "                      to keep none: IMPORTER_AMAZON_IMAGES=link",
      "ok       ai           off: the rules decide alone",
      "ok       token        given",
      expect.stringMatching(/^ok {7}eligibility {2}Amazon answers, with \d+ products for "Pink Floyd"$/),
      "ok       rate         one request in 1100 ms, 1 of 8640 sent today (UTC)",
    ]);
    expect(stage.asked()).toEqual(["token", "searchItems"]);
  });

  it("without credentials asks nobody, says what they would add, and is no failure", async () => {
    const stage = await createShopStage();
    const { exitCode, stdout } = await stage.importer(check, { env: noCredentials });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^note {5}credentials {2}not set: links come from MusicBrainz only, .*\n +Associates Central/m,
    );
    expect(stage.asked()).toEqual([]);
  });

  it("says of a region that does not go with the marketplace, and of a model", async () => {
    const stage = await createShopStage();
    const ai = await aiStandIn();
    const env = {
      IMPORTER_AMAZON_MARKETPLACE: "www.amazon.de",
      IMPORTER_AI_BASE_URL: ai.url,
      IMPORTER_AI_MODEL: "m",
    };
    const { stdout } = await stage.importer(check, { env });
    expect(stdout).toMatch(/^note {5}region {7}/m);
    expect(stdout).toContain(`m at ${new URL(ai.url).host} is asked about `);
    expect(ai.requests).toEqual([]);
  });

  it("--json is one document, with what to do", async () => {
    const stage = await createShopStage({ switches: { notEligible: true } });
    const result = await stage.importer([...check, "--json"]);
    expect(result.exitCode).toBe(6);
    const { findings } = documentOf<Findings>(result);
    expect(findings.map(({ about, verdict }) => [about, verdict])).toEqual([
      ["amazon", "fine"],
      ["credentials", "fine"],
      ["pictures", "note"],
      ["ai", "fine"],
      ["token", "fine"],
      ["eligibility", "problem"],
      ["rate", "fine"],
    ]);
    expect(findings[5]?.remedy).toContain("10 qualified sales");
  });
});

const wrongWays: [
  about: string,
  exitCode: number,
  env: Settings,
  switches: Partial<AmazonSwitches>,
  line: RegExp,
][] = [
  ["not eligible", 6, {}, { notEligible: true }, /^PROBLEM {2}eligibility {2}.*AssociateNotEligible/m],
  [
    "a wrong secret",
    6,
    { IMPORTER_AMAZON_CREDENTIAL_SECRET: "no" },
    {},
    /^PROBLEM {2}token .*invalid_client$\n.*CREDENTIAL_SECRET/m,
  ],
  ["a wrong version", 6, { IMPORTER_AMAZON_CREDENTIAL_VERSION: "2.1" }, {}, /^PROBLEM {2}token /m],
  [
    "a wrong tag",
    6,
    { IMPORTER_AMAZON_PARTNER_TAG: "no-20" },
    {},
    /^PROBLEM {2}partner tag .*InvalidPartnerTag.*\n.*IMPORTER_AMAZON_PARTNER_TAG/m,
  ],
  ["a failing Amazon", 5, {}, { failing: true }, /^PROBLEM {2}amazon .*Amazon answered 500/m],
  ["a spent quota", 5, {}, { quotaSpent: true }, /^PROBLEM {2}amazon .*midnight UTC/m],
  [
    "a missing secret",
    2,
    { IMPORTER_AMAZON_CREDENTIAL_SECRET: undefined },
    {},
    /^PROBLEM {2}credentials {2}IMPORTER_AMAZON_CREDENTIAL_SECRET missing\n +set IMPORTER/m,
  ],
  [
    "a missing tag",
    2,
    { IMPORTER_AMAZON_PARTNER_TAG: undefined },
    {},
    /^PROBLEM {2}credentials {2}IMPORTER_AMAZON_PARTNER_TAG missing/m,
  ],
  [
    "a missing id",
    2,
    { IMPORTER_AMAZON_CREDENTIAL_ID: undefined },
    {},
    /^PROBLEM {2}credentials {2}IMPORTER_AMAZON_CREDENTIAL_ID missing/m,
  ],
];

describe("a check that fails", () => {
  it.each(wrongWays)("%s: exit %i", async (_, exitCode, env, switches, line) => {
    const stage = await createShopStage({ switches });
    const result = await stage.importer(check, { env });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stdout).toMatch(line);
    expectNoStack(result);
    const json = await stage.importer([...check, "--json"], { env });
    expect(json.exitCode).toBe(exitCode);
    expect(documentOf<Findings>(json).findings.some(({ verdict }) => verdict === "problem")).toBe(true);
  });

  it.each([
    [
      "marketplace",
      { IMPORTER_AMAZON_MARKETPLACE: "www.amazon.example" },
      /no marketplace of Amazon[^]*www\.amazon\.de/,
    ],
    [
      "version",
      { IMPORTER_AMAZON_CREDENTIAL_VERSION: "4.0" },
      /IMPORTER_AMAZON_CREDENTIAL_VERSION is "4\.0"/,
    ],
    ["interval", { IMPORTER_AMAZON_INTERVAL_MS: "soon" }, /IMPORTER_AMAZON_INTERVAL_MS/],
    ["address", { IMPORTER_AMAZON_URL: "amazon" }, /IMPORTER_AMAZON_URL/],
  ] as [string, Settings, RegExp][])("settings that can't be read: %s, exit 2", async (_, env, words) => {
    const stage = await createShopStage();
    const result = await stage.importer(check, { env });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toMatch(words);
    expect(documentOf(await stage.importer([...check, "--json"], { env }))).toHaveProperty("error.message");
    expect(stage.asked()).toEqual([]);
  });

  it("because nobody is there, or what is there is not Amazon: exit 5", async () => {
    const stage = await createShopStage();
    const away = `http://127.0.0.1:${await closedPort()}`;
    for (const env of [
      { IMPORTER_AMAZON_URL: away },
      { IMPORTER_AMAZON_TOKEN_URL: `${away}/auth/o2/token` },
    ]) {
      const result = await stage.importer(check, { env });
      expect(result.exitCode).toBe(5);
      expect(result.stdout).toMatch(/^PROBLEM {2}amazon .*refuses the connection/m);
    }
    for (const path of [/catalog/, /token/]) {
      stage.amazon.setFault(onPath(path, always(everyFault["a captive portal"]!)));
      expect((await stage.importer(check)).exitCode).toBe(5);
    }
  });

  it("because our own daily limit is used up: exit 5, and the rate says so", async () => {
    const stage = await createShopStage();
    const env = { IMPORTER_AMAZON_DAILY_LIMIT: "1" };
    expect((await stage.importer(check, { env })).exitCode).toBe(0);
    const { exitCode, stdout } = await stage.importer(check, { env });
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/the one request that Amazon allows in a day is used up/);
    expect(stdout).toMatch(/^ok {7}rate .* 1 of 1 sent today \(UTC\)$/m);
    expect(stage.asked().filter((each) => each === "searchItems")).toHaveLength(1);
  });
});

describe("what a check shows is remembered", () => {
  const refusals = (stage: ShopStage): Promise<unknown[]> => stage.rows("SELECT message FROM refusals");

  it("a refusal, until a check succeeds", async () => {
    const stage = await createShopStage({ switches: { notEligible: true } });
    await stage.importer(check);
    expect(await refusals(stage)).toEqual([
      { message: expect.stringContaining("AssociateNotEligible") as string },
    ]);
    stage.amazon.set({ notEligible: false, failing: true });
    await stage.importer(check);
    expect(await refusals(stage)).toHaveLength(1); // a failure says nothing about it
    stage.amazon.set({ failing: false });
    expect((await stage.importer(check)).exitCode).toBe(0);
    expect(await refusals(stage)).toEqual([]);
  });
});

it("does not fail because of a model", async () => {
  const stage = await createShopStage();
  const result = await stage.importer(check, { env: { IMPORTER_AI_BASE_URL: "http://127.0.0.1:1/v1" } });
  expect(result.exitCode).toBe(0);
  expect(result.stdout).toMatch(/^note +ai .*no model\n +set IMPORTER_AI_MODEL/m);
});
