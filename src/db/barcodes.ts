/**
 * Barcodes that a program stored as they are printed (`0 77774-60012 5`). Ours are digits alone: few rows or none are so, and a
 * partial index (`releases_barcode_spaced`) has just these. SQL.
 */

/** Condition of that index. */
export const isSpacedBarcode = (value: string): string => `${value} GLOB '*[ -]*'`;

/** The digits of such a value. */
export const bareBarcode = (value: string): string => `replace(replace(${value}, ' ', ''), '-', '')`;

/** Why a statement may read them all. */
export const spacedBarcodes = "the few barcodes that are kept as printed: the index has only these";
