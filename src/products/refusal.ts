import type { Db } from "../db/connection.ts";
import { RejectedError } from "../errors.ts";
import { findRefusal } from "../library/memory/refusals.ts";
import { saveRefusal } from "../library/write/memory/refusals.ts";
import { AmazonRejectedError, type AmazonRefusal } from "../sources/amazon/faults.ts";
import type { ProductContext, Shop } from "./context.ts";

/** Stored with each link: never rename it. */
export const amazon = "amazon";

/** Who is refused is not asked again with the same credentials for so long, unless a person says so. */
const refusedForMs = 24 * 3_600_000;

const ofCredentials: AmazonRefusal[] = ["not-eligible", "credentials", "token", "partner-tag"];

/** Keeps a refusal by Amazon of these credentials: that of a question, an address or a proxy says nothing about others. */
export function rememberRefusal(db: Db, shop: Shop, fault: unknown, now: number): void {
  if (!(fault instanceof AmazonRejectedError && ofCredentials.includes(fault.reason))) return;
  const { message, hint } = fault;
  saveRefusal(db, amazon, { credentials: shop.credentialsKey, message, hint, refusedAt: now });
}

/** Asks Amazon; should it refuse these credentials, that is remembered. */
export async function askingShop<T>(
  { db, shop, now, transact }: ProductContext,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RejectedError) await transact(() => rememberRefusal(db, shop, error, now()));
    throw error;
  }
}

/** @throws RejectedError if Amazon has refused these credentials lately: then nobody asks again. */
export function throwRefused(db: Db, shop: Shop, now: number): void {
  const refusal = findRefusal(db, amazon, shop.credentialsKey, now - refusedForMs);
  if (refusal) throw new RejectedError("Amazon", refusal.message, { hint: refusal.hint });
}

/** @throws RejectedError for credentials that are there in part. */
export function throwIncomplete({ missing }: Shop): void {
  const [first] = missing;
  if (first === undefined) return;
  throw new RejectedError("Amazon", `Amazon is set up in part: ${missing.join(", ")} missing`, {
    hint: `set ${first}, or none of them; importer amazon check tells more`,
  });
}
