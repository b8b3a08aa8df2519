import { expect } from "vitest";
import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import type { AmazonOptions, AmazonStandIn, ProductFacts } from "../../src/demo/amazon/server.ts";
import { exitCodes } from "../../src/errors.ts";
import { amazonStandInSettings } from "../../src/demo/services.ts";
import { aiStandIn } from "../helpers/ai.ts";
import { amazonStandIn, askedOf } from "../helpers/amazon.ts";
import { createStage, type CliResult, type Stage } from "../helpers/cli.ts";
import type { AiStandInOptions, AiStandIn } from "../../src/demo/ai/server.ts";

/** A library, a MusicBrainz and an Amazon; the program has credentials unless they are taken from it. */
export interface ShopStage extends Stage {
  amazon: AmazonStandIn;
  /** What the shop sells; changes to it are served at once. */
  shop: ProductFacts[];
  /** What arrived at Amazon since this was asked last: "token", "searchItems", "getItems", "image". */
  asked(): string[];
  /** Works what is due, and expects that the worker ends so: well, if nothing is said. */
  drain(env?: Settings, exitCode?: number): Promise<CliResult>;
  /** Albums and their releases, without a question to Amazon. */
  withAlbums(...titles: string[]): Promise<void>;
  /** Amazon jobs as they stand. */
  jobs(): Promise<AmazonJob[]>;
  /** ASINs of the links of an album, in order. */
  links(albumId?: number): Promise<string[]>;
  products(albumId?: number): Promise<Judged[]>;
}

export type Settings = Record<string, string | undefined>;
export interface AmazonJob {
  id: number;
  state: string;
  attempts: number;
  last_error: string | null;
}
export interface Judged {
  external_id: string;
  verdict: string;
  decided_by: string;
  decision: string | null;
  reasons: string;
}

export const amazonKind = "amazon-product-enrichment";
/** Somebody who has nothing to do with Amazon. */
export const noCredentials: Settings = Object.fromEntries(
  ["CREDENTIAL_ID", "CREDENTIAL_SECRET", "CREDENTIAL_VERSION", "PARTNER_TAG"].map((name) => [
    `IMPORTER_AMAZON_${name}`,
    undefined,
  ]),
);

export async function createShopStage(options: Partial<AmazonOptions> = {}): Promise<ShopStage> {
  const shop = structuredClone(options.catalogue ?? demoProducts()); // tests change it
  const amazon = await amazonStandIn({ ...options, catalogue: shop });
  const stage = await createStage();
  Object.assign(stage.env, amazonStandInSettings(amazon), { IMPORTER_AMAZON_INTERVAL_MS: "0" });
  let seen = 0;
  const asked = (): string[] => {
    const news = askedOf(amazon).slice(seen);
    seen = amazon.requests.length;
    return news;
  };
  const rowsOf = async <Row>(sql: string): Promise<Row[]> => (await stage.rows(sql)) as Row[];
  return {
    ...stage,
    amazon,
    shop,
    asked,
    drain: (env = {}, exitCode) => workDue(stage, [], env, exitCode),
    async withAlbums(...titles) {
      for (const title of titles) await stage.importer(["album", title]);
      await workDue(stage, ["--queue", "default"], {});
    },
    jobs: () =>
      rowsOf<AmazonJob>(`SELECT id, state, attempts, last_error FROM jobs WHERE kind = '${amazonKind}'`),
    links: async (albumId = 1) => {
      const sql = `SELECT external_id FROM external_links WHERE item_type = 'album' AND source = 'amazon'
        AND item_id = ${albumId} ORDER BY external_id`;
      return (await rowsOf<{ external_id: string }>(sql)).map((row) => row.external_id);
    },
    products: (albumId = 1) =>
      rowsOf<Judged>(
        `SELECT external_id, verdict, decided_by, decision, reasons FROM products
         WHERE album_id = ${albumId} ORDER BY external_id`,
      ),
  };
}

/** What a drain may end with when the worker itself ended well: its jobs did, failed, wait for a source, or were refused. */
const drained = [exitCodes.done, exitCodes.failed, exitCodes.unavailable, exitCodes.rejected];

async function workDue(stage: Stage, flags: string[], env: Settings, exitCode?: number): Promise<CliResult> {
  const result = await stage.importer(["worker", "--drain", ...flags], { env });
  expect(exitCode === undefined ? drained : [exitCode]).toContain(result.exitCode);
  return result;
}

/** Settings for a model behind a stand-in, which the program is not told of by itself. */
export async function modelFor(options: AiStandInOptions = {}): Promise<{ ai: AiStandIn; env: Settings }> {
  const ai = await aiStandIn(options);
  const env = { IMPORTER_AI_BASE_URL: ai.url, IMPORTER_AI_MODEL: options.model ?? "test-model" };
  return { ai, env: { ...env, ...(options.apiKey && { IMPORTER_AI_API_KEY: options.apiKey }) } };
}

/** Every Amazon job is queued again, as a person would. */
export async function askAgain(stage: ShopStage, albumId = 1): Promise<void> {
  const again = ["album", "--id", String(albumId), "--force-providers", "--provider", "amazon"];
  const result = await stage.importer(again);
  expect(result.exitCode).toBe(0);
}

/** Every row of these tables but for its times, as text: equal only if the tables are. */
export async function dumpOf(
  stage: Stage,
  ...tables: string[]
): Promise<Record<string, Record<string, unknown>[]>> {
  const dump: Record<string, Record<string, unknown>[]> = {};
  for (const table of tables) {
    const rows = await stage.rows(`SELECT * FROM "${table}" ORDER BY rowid`);
    dump[table] = rows.map((row) => ({
      ...row,
      ...Object.fromEntries(Object.keys(row).flatMap((name) => (name.endsWith("_at") ? [[name, 0]] : []))),
    }));
  }
  return dump;
}

/** What `importer links --json` prints. */
export interface LinksDocument {
  album: { id: number; title: string };
  links: { source: string; externalId: string; url: string; product?: Record<string, unknown> }[];
  products?: {
    externalId: string;
    verdict: string;
    decision: string | null;
    reasons: string[];
    checkedAt: string;
  }[];
}

/** What the demo's shop has of "The Dark Side of the Moon" that is accepted. */
export const darkSide = ["B0DEMO0001", "B0DEMO0002", "B0DEMO0003"];

/** A library with that album, its search done. */
export async function searchedStage(): Promise<ShopStage> {
  const stage = await createShopStage();
  await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
  await stage.drain();
  return stage;
}
