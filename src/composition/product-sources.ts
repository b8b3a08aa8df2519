import { createHash } from "node:crypto";
import { largestImageBytes } from "../artwork/image.ts";
import type { ProductAi, Shop } from "../products/context.ts";
import type { AiConfig } from "../sources/ai/settings.ts";
import { missingSettings, tokensName, type AmazonConfig } from "../sources/amazon/settings.ts";
import { tokenAddress } from "../sources/amazon/credentials.ts";
import { createAmazonProducts, type AmazonProducts } from "../sources/amazon/source.ts";
import { createAiModel } from "../sources/ai/source.ts";
import type { HttpClient } from "../sources/http/api.ts";
import type { ApiOf } from "./wire.ts";

/** Amazon, as far as it is set up. */
export function connectShop(http: HttpClient, amazon: AmazonConfig, apiOf: ApiOf): Shop {
  const { marketplace, partnerTag, images, dailyLimit, credentialId, credentialSecret, credentialVersion } =
    amazon;
  const identity = [credentialId, credentialSecret, credentialVersion, partnerTag, marketplace.host];
  return {
    marketplace,
    partnerTag,
    images,
    dailyLimit,
    missing: missingSettings(amazon),
    products: connectProducts(http, amazon, apiOf),
    credentialsKey: createHash("sha256").update(JSON.stringify(identity)).digest("hex"),
  };
}

function connectProducts(http: HttpClient, amazon: AmazonConfig, apiOf: ApiOf): AmazonProducts | undefined {
  const { credentialId: id, credentialSecret: secret, credentialVersion: version, partnerTag } = amazon;
  if (id === undefined || secret === undefined || partnerTag === undefined) return undefined;
  const tokenUrl = tokenAddress(version, amazon.tokenUrl);
  const besides = (url: string): { url: string; intervalMs: number } => ({ url, intervalMs: 0 });
  return createAmazonProducts(http, {
    api: apiOf("Amazon", "amazon", amazon),
    tokenApi: apiOf(tokensName, "amazon_tokens", besides(tokenUrl)),
    images: apiOf("Amazon's images", "amazon_images", besides(amazon.url)),
    credentials: { id, secret, version },
    marketplace: amazon.marketplace,
    partnerTag,
    largestImageBytes,
  });
}

/** The model that is asked about products. Undefined unless an address and a model are given. */
export function connectAi(http: HttpClient, ai: AiConfig | undefined, apiOf: ApiOf): ProductAi | undefined {
  if (ai?.model === undefined) return undefined;
  const { url, apiKey, model, timeoutMs, reasoningEffort, scope } = ai;
  const api = { ...apiOf("AI", "ai", { url, intervalMs: 0 }), timeoutMs };
  const takeCall = dailyBudget(ai.maxCalls);
  return {
    model: createAiModel(http, {
      api,
      apiKey,
      model,
      mayRepeat: takeCall,
      ...(reasoningEffort !== undefined && { reasoningEffort }),
    }),
    scope,
    takeCall,
    outOfOrder: undefined,
  };
}

/** Calls of one run; a worker that runs for weeks begins anew each day. */
function dailyBudget(mostCalls: number, now: () => number = Date.now): () => boolean {
  let [day, left] = [0, 0];
  return () => {
    const today = Math.floor(now() / (24 * 3_600_000));
    if (today !== day) [day, left] = [today, mostCalls];
    return left-- > 0;
  };
}
