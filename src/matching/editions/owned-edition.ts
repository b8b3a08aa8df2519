import { sameBarcode } from "../typed/barcode.ts";
import { bearsCatalogueNumber, catalogueNumbersIn, foldCatalogueNumber } from "../typed/catalogue-number.ts";
import { layFiles, type EditionPlace, type FileToLay } from "./lay-files.ts";

/** A release whose tracks are known. */
export interface Edition {
  id: number;
  places: readonly EditionPlace[];
  /** How many tracks it has beside those: nobody entered them. */
  unlisted: number;
  barcode: string | null;
  catalogNumbers: readonly string[];
}

/** The files of an album, and what is printed on what they were made from. */
export interface Held {
  files: readonly FileToLay[];
  barcodes: readonly string[];
  catalogNumbers: readonly string[];
}

/** `several`: these fit equally, and nothing tells which of them it is. */
export type OwnedEdition =
  { kind: "one"; id: number } | { kind: "several"; ids: number[] } | { kind: "none" };

/** Within that, one edition's lengths are as good as the other's, ms. */
const asCloseMs = 1_500;

/**
 * Edition matching: which release files were made from, by their number, titles and lengths. Every file must be on it, at a length that
 * was measured and is known: unknown is not equal. One that the files fill wins over one of which tracks are missing; then the barcode or
 * the catalogue number that the files tell; then the lengths, if they are clearly closer. Two that fit equally are not chosen between.
 */
export function chooseEdition(held: Held, editions: readonly Edition[]): OwnedEdition {
  if (held.files.length === 0) return { kind: "none" };
  const fitting = editions.flatMap((edition) => fitOf(held, edition) ?? []);
  const full = fitting.filter(({ missing }) => missing === 0);
  const told = narrowed(full.length > 0 ? full : fitting, ({ isTold }) => isTold);
  const least = Math.min(...told.map(({ worstMs }) => worstMs));
  const close = told.filter(({ worstMs }) => worstMs <= least + asCloseMs);
  const [first, ...others] = close;
  if (!first) return { kind: "none" };
  return others.length === 0
    ? { kind: "one", id: first.id }
    : { kind: "several", ids: close.map(({ id }) => id) };
}

interface Fit {
  id: number;
  missing: number;
  /** The greatest difference in length. */
  worstMs: number;
  /** The files tell its barcode or catalogue number. */
  isTold: boolean;
}

function fitOf({ files, barcodes, catalogNumbers }: Held, edition: Edition): Fit | undefined {
  if (edition.places.length < files.length) return undefined;
  const { laid, missing } = layFiles(files, edition.places);
  if (!laid.every(({ fits, offMs }) => fits && offMs !== null)) return undefined;
  const { id, barcode } = edition;
  const numbers = new Set(catalogNumbers.flatMap(catalogueNumbersIn).map(foldCatalogueNumber));
  const isTold =
    (barcode !== null && barcodes.some((each) => sameBarcode(each, barcode))) ||
    edition.catalogNumbers.some((number) => bearsCatalogueNumber(number, numbers));
  return {
    id,
    missing: missing.length + edition.unlisted,
    isTold,
    worstMs: Math.max(...laid.map(({ offMs }) => Math.abs(offMs!))),
  };
}

/** Those of which something is said, if there are any. */
function narrowed<T>(all: readonly T[], isSo: (each: T) => boolean): readonly T[] {
  const some = all.filter(isSo);
  return some.length > 0 ? some : all;
}
