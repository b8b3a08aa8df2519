import type { SearchField } from "./fields.ts";
import type { LuceneQuery } from "./query.ts";

/** Why the search server would refuse a query: an unknown field, or a value that its field cannot have. */
export function findMistake(query: LuceneQuery, fields: Record<string, SearchField>): string | undefined {
  if (query.kind === "everything") return undefined;
  if (query.kind === "group") {
    return query.clauses
      .map((clause) => findMistake(clause.query, fields))
      .find((mistake) => mistake !== undefined);
  }
  if (query.field === undefined) return undefined;
  const field = fields[query.field];
  if (!field) return `undefined field ${query.field}`;
  const text = query.kind === "term" || query.kind === "phrase" ? query.text : undefined;
  if (text === undefined) return undefined;
  if (field.kind === "mbid" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    return `Invalid UUID String: '${text}'`;
  }
  return field.kind === "number" && !/^-?\d+$/.test(text) ? `Invalid Number: ${text}` : undefined;
}

/** The fields that a query looks into; those of words without a field are the weighted ones. */
export function fieldsIn(query: LuceneQuery, fields: Record<string, SearchField>): string[] {
  if (query.kind === "everything") return [];
  if (query.kind === "group") return query.clauses.flatMap((clause) => fieldsIn(clause.query, fields));
  if (query.field !== undefined) return [query.field];
  return Object.keys(fields).filter((name) => fields[name]?.weight);
}
