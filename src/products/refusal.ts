import type { Db } from "../db/open.ts";
import { RejectedError } from "../errors.ts";
import { findRefusal, saveRefusal } from "../library/refusals.ts";
import { AmazonRejectedError } from "../sources/amazon/faults.ts";
import type { Shop } from "./context.ts";

/** Stored with each link: never rename it. */
export const amazon = "amazon";

/** Who is refused is not asked again with the same credentials for so long, unless a person says so. */
const refusedForMs = 24 * 3_600_000;

/** Keeps a refusal, if it is one of the credentials: that of a question or an address says nothing about others. */
export function rememberRefusal(db: Db, shop: Shop, fault: unknown, now: number): void {
  if (!(fault instanceof RejectedError)) return;
  if (fault instanceof AmazonRejectedError && ["request", "address"].includes(fault.reason)) return;
  const { message, hint } = fault;
  saveRefusal(db, amazon, { credentials: shop.credentialsKey, message, hint, refusedAt: now });
}

/** @throws RejectedError if Amazon has refused these credentials lately: then nobody asks again. */
export function throwRefused(db: Db, shop: Shop, now: number): void {
  const refusal = findRefusal(db, amazon, shop.credentialsKey, now - refusedForMs);
  if (refusal) throw new RejectedError("Amazon", refusal.message, { hint: refusal.hint });
}
