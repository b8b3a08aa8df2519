/** Money with a whole number of the currency's smallest units: cents, or yen. */
export interface Price {
  priceCents: number;
  /** ISO 4217, three letters. */
  currency: string;
}

/** Nobody divides these: 1,980 yen are 1980, and not 198000. */
const undivided = new Set(["JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF"]);

const unitsOf = (currency: string): number => (undivided.has(currency) ? 1 : 100);

/** Undefined for what is no amount of money. */
export function readPrice(
  amount: string | number | undefined,
  currency: string | undefined,
  usual: string,
): Price | undefined {
  const code = currency ?? usual;
  const value = typeof amount === "string" ? (amount.trim() === "" ? NaN : Number(amount)) : amount;
  const priceCents = Math.round((value ?? NaN) * unitsOf(code));
  if (!/^[A-Z]{3}$/.test(code) || !Number.isSafeInteger(priceCents) || priceCents < 0) return undefined;
  return { priceCents, currency: code };
}

/** In English, whatever the machine speaks: `$11.98`, `¥1,980`. */
export function formatPrice({ priceCents, currency }: Price): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(priceCents / unitsOf(currency));
}
