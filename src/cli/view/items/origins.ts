import type { FieldOrigin } from "../../../library/details/field-origins.ts";
import { plainText } from "../../../plain-text.ts";
import type { Output } from "../../io/output.ts";
import { discogsCredit } from "../imports/notices.ts";
import { renderTable } from "../../layout/table.ts";

/** Each field of an album with who said it, and what the others say. */
export function showOrigins(
  output: Output,
  { title }: { title: string },
  origins: readonly FieldOrigin[],
): void {
  output.line(output.colour.bold(plainText(title)));
  const rows = origins.map(({ field, value, from, others }) => ({
    field: field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    value,
    from,
    others: others.map((other) => `${other.source}: ${other.value}`).join("; "),
  }));
  const columns = [
    { title: "field", value: (row: Row) => row.field },
    { title: "value", value: (row: Row) => row.value, flexible: true },
    { title: "from", value: (row: Row) => row.from },
    { title: "others say", value: (row: Row) => row.others, flexible: true },
  ];
  type Row = (typeof rows)[number];
  output.line(renderTable(rows, columns, output));
  const isOfDiscogs = origins.some(
    ({ from, others }) => from === "discogs" || others.some(({ source }) => source === "discogs"),
  );
  if (isOfDiscogs) output.line(discogsCredit);
}
