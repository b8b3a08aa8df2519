import { onTestFinished } from "vitest";
import { startAi, type AiStandInOptions, type AiStandIn } from "../../src/demo/ai/server.ts";
import type { ProductToAsk } from "../../src/matching/ai/verdict.ts";
import type { AlbumToMatch, Product, ProductVerdict } from "../../src/matching/products/product.ts";
import {
  createAiModel,
  type AiModel,
  type AiSourceOptions as ModelOptions,
} from "../../src/sources/ai/source.ts";
import { apiAt, testClient, type Client } from "./http.ts";

/** A running stand-in of an AI endpoint; it ends with the test. */
export async function aiStandIn(options: AiStandInOptions = {}): Promise<AiStandIn> {
  const standIn = await startAi(options);
  onTestFinished(() => standIn.close());
  return standIn;
}

export interface AiClient extends Client {
  model: AiModel;
}

/** A model behind this address, asked by the real client with a gate of its own. */
export function aiModelAt(
  baseUrl: string,
  options: Partial<ModelOptions> & { timeoutMs?: number } = {},
): AiClient {
  const client = testClient();
  const { timeoutMs, ...rest } = options;
  const api = { ...apiAt(baseUrl), name: "the AI", ...(timeoutMs !== undefined && { timeoutMs }) };
  const model = createAiModel(client.http, { api, apiKey: undefined, model: "test-model", ...rest });
  return { ...client, model };
}

export function album(facts: Partial<AlbumToMatch> = {}): AlbumToMatch {
  return {
    title: "The Dark Side of the Moon",
    artists: ["Pink Floyd"],
    primaryType: "Album",
    secondaryTypes: [],
    year: 1973,
    disambiguation: null,
    barcodes: ["5099902987620"],
    asins: ["B004ZNAUVI"],
    releaseTitles: ["The Dark Side of the Moon"],
    trackTitles: ["Speak to Me", "Time", "Money"],
    labels: ["Harvest"],
    ...facts,
  };
}

export function product(facts: Partial<Product> = {}): Product {
  return {
    asin: "B000000001",
    url: "https://www.shop.example/dp/B000000001?tag=partner-21",
    title: "Pink Floyd - The Dark Side of the Moon [Vinyl LP] (2011 - Remaster)",
    artists: ["Pink Floyd"],
    label: "Harvest",
    binding: "Vinyl",
    productGroup: "Music",
    barcodes: [],
    releasedOn: "1973-03-01",
    ...facts,
  };
}

/** A product, and what the rules say of it: unsure, if nothing else is given. */
export function candidate(facts: Partial<Product> = {}, verdict: Partial<ProductVerdict> = {}): ProductToAsk {
  const unsure: ProductVerdict = {
    verdict: "unsure",
    certain: false,
    contradicts: false,
    reasons: ["rules: not sure"],
    score: 0.6,
  };
  return { product: product(facts), verdict: { ...unsure, ...verdict } };
}
