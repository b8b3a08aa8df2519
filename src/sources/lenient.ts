import * as z from "zod";
import { shortText } from "../plain-text.ts";

/**
 * Lenient reading of documents: one bad part spoils nothing but itself. Each element of a list is checked alone, and so is
 * each field that may be missing; what can't be read is left out and named.
 */
export interface Lenient<T> {
  document: T;
  odd: OddPart[];
}

/** A part of a document that could not be read. */
export interface OddPart {
  /** For people: which part, and what is wrong with it. */
  says: string;
  /** What an element of a list is called there (`track`), and its title or name; undefined of a mere field. */
  element?: { kind: string; title: string | undefined };
}

/** The odd parts of the document that is being read: reading is synchronous, so there is one at a time. */
let found: OddPart[] = [];
/** How zod reads it: shape by shape, or by code that it makes of the shapes. */
let how: { jitless?: boolean } = {};
/** So many documents are worth the code: to make it takes as long as it saves with some hundreds. */
const fewDocuments = 500;
let count = 0;
/** Lists of which elements were left out. */
const cut = new WeakSet<readonly unknown[]>();

/** Reads with `schema`, and tells what was left out of lists (`listOf`) and fields (`maybe`) on the way. */
export function lenient<T>(schema: z.ZodType<T>): z.ZodType<Lenient<T>> {
  return z.unknown().transform((json, context) => {
    found = [];
    how = { jitless: ++count <= fewDocuments };
    const { data, error } = schema.safeParse(json, how);
    const odd = found;
    if (!error) return { document: data, odd };
    const [issue] = error.issues;
    context.addIssue({ code: "custom", message: issue!.message, path: issue!.path });
    return z.NEVER;
  });
}

/** Whether the elements of a list are all that came. */
export const isWhole = (list: readonly unknown[] | null | undefined): boolean => !list || !cut.has(list);

/** A list of elements that stand for themselves. One in which every element is odd is no list. */
export function listOf<T>(kind: string, element: z.ZodType<T>) {
  return z.array(z.unknown()).transform((each, context): T[] => {
    const good: T[] = [];
    let first: z.core.$ZodIssue | undefined;
    for (const one of each) {
      const before = found.length;
      const { data, error } = element.safeParse(one, how);
      const what = whatOf(kind, one);
      if (error) {
        const says = `${what} can't be read (${whyOf(error.issues)})`;
        found.splice(before, Infinity, { says, element: { kind, title: titleOf(one) } });
      } else {
        good.push(data);
        found.splice(before, Infinity, ...found.slice(before).map((odd) => ofElement(odd, what)));
      }
      first ??= error?.issues[0];
    }
    if (first && good.length === 0)
      context.addIssue({ code: "custom", message: first.message, path: [0, ...first.path] });
    if (first) cut.add(good);
    return good;
  });
}

/** What may be missing, null, or odd: then it is as if it were missing. */
export function maybe<T>(field: z.ZodType<T>) {
  return field.nullish().catch(({ error }) => {
    found.push({ says: `${aField} can't be read (${whyOf(error.issues)})` });
    return undefined;
  });
}

const aField = "a field";

/** A field is told with the innermost element that it is of. */
const ofElement = ({ says, ...odd }: OddPart, what: string): OddPart => ({
  ...odd,
  says: says.startsWith(`${aField} can't`) ? says.replace(aField, `${aField} of ${what}`) : says,
});

function whatOf(kind: string, element: unknown): string {
  const { id } = (element ?? {}) as Record<string, unknown>;
  const label = titleOf(element) ?? (isName(id) ? id : undefined);
  return label === undefined
    ? `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind} without a name`
    : `the ${kind} "${shortText(label, 60)}"`;
}

function titleOf(element: unknown): string | undefined {
  const { title, name } = (element ?? {}) as Record<string, unknown>;
  return [title, name].find(isName);
}

const isName = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

function whyOf([issue]: readonly { path?: PropertyKey[]; message?: string }[]): string {
  const place = issue?.path?.map(String).join(".") ?? "";
  return shortText(`${place === "" ? "" : `${place}: `}${issue?.message}`, 100);
}
