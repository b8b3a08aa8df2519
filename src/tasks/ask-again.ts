import type { Db } from "../db/connection.ts";
import type { JobKind } from "../jobs/queue/kinds.ts";
import { forgetRefusal } from "../library/write/memory/refusals.ts";

/** The shop that a kind of job asks, if it asks one: a refusal of it is remembered, and holds such jobs back. */
const shopOf: Partial<Record<JobKind, string>> = {
  "amazon-product-enrichment": "amazon",
  "amazon-price-refresh": "amazon",
};

/** A person wants jobs of this kind tried again: who has refused us is asked again. Within a transaction, or one of its own. */
export function askAgain(db: Db, kind: string | undefined): void {
  const shop = kind === undefined ? undefined : shopOf[kind as JobKind];
  if (shop !== undefined) forgetRefusal(db, shop);
}
