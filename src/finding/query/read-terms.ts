import { UserError } from "../../errors.ts";

/** One of the values that a term allows. */
export interface Alternative {
  text: string;
  /** `:=`: the whole value, not a part of it. */
  isWhole: boolean;
}

/** `-genre:live,demo`: a field (none for a bare word), what it may be, and whether it must not. */
export interface Term {
  kind: "term";
  typed: string;
  isNegated: boolean;
  field: string | undefined;
  alternatives: Alternative[];
}

/** `,` between terms, or `year-`. */
export type QueryToken = Term | { kind: "or" } | { kind: "sort"; field: string; isDescending: boolean };

/** Whether there is a field of that name, and whether its values may hold spaces: `words` do, a `value` ends at the first. */
export type FieldForm = (name: string) => "words" | "value" | undefined;

/**
 * Tokeniser of the query language, which is beets': `field:value`, `field:=whole value`, `"quotes"`, `-not`, `a,b` and ` , ` for or,
 * `field+` and `field-` to sort. What the shell hands over as one word is one term, or several, where it holds further terms;
 * else its spaces belong to the value. A title's own commas (`Crosby, Stills`, `10,000`) are no "or", nor are quotes within a word (`12" Vinyl`).
 * @throws UserError for a quote that is not closed.
 */
export function readTerms(words: readonly string[], formOf: FieldForm): QueryToken[] {
  return words.flatMap((word) => new WordReader(word, formOf).read());
}

/** Behind the field of an order: `year-`, `year-,title+`. */
const orderSign = String.raw`[+-](?=\s|,[a-z]\w*[+-](?:[\s,]|$)|$)`;

class WordReader {
  readonly #text: string;
  readonly #formOf: FieldForm;
  #at = 0;
  /** Looked for at the first need, in all of the text. */
  #anyTerm: string | undefined;

  constructor(text: string, formOf: FieldForm) {
    this.#text = text.trim();
    this.#formOf = formOf;
  }

  read(): QueryToken[] {
    const tokens: QueryToken[] = [];
    while (this.#at < this.#text.length) {
      const token = this.#take(/,/y) ? ({ kind: "or" } as const) : (this.#sort() ?? this.#term());
      tokens.push(token);
      // A comma at the end of the word, or before another term: or. Anywhere else before a space it is the title's own.
      const isOr = token.kind === "term" && this.#take(this.#beforeTerm(/,$|,(?=\s+(?:TERM|"|[-^]\S))/));
      if (isOr) tokens.push({ kind: "or" });
      else if (token.kind === "term" && token.field === undefined) this.#take(/,(?=\s)/y);
      this.#take(/\s+/y);
    }
    return tokens;
  }

  #sort(): QueryToken | undefined {
    const found = new RegExp(`([a-z]\\w*)(${orderSign})`, "iy");
    const [, field = "", sign] = this.#peek(found) ?? [];
    if (!this.#formOf(field)) return undefined;
    this.#take(found);
    this.#take(/,(?=\S)/y); // `year-,title+`, as --sort takes it
    return { kind: "sort", field, isDescending: sign === "-" };
  }

  #term(): Term {
    const from = this.#at;
    const isNegated = this.#take(/[-^](?=\S)/y) !== undefined;
    const [, field, whole] = this.#take(/([a-z]\w*):(=?)/iy) ?? [];
    const alternatives: Alternative[] = [];
    do {
      const text = this.#quoted() ?? this.#bare(field !== undefined && this.#formOf(field) !== "value");
      alternatives.push({ text, isWhole: whole === "=" });
    } while (this.#take(/,(?=\S)/y));
    const typed = this.#text.slice(from, this.#at).trim();
    return { kind: "term", typed, isNegated, field, alternatives };
  }

  #quoted(): string | undefined {
    if (!this.#peek(/"/y)) return undefined;
    const found = this.#take(/"((?:\\[",]|[^"])*)"(?=[\s,]|$)/y);
    if (found) return found[1]!.replace(/\\([",])/g, "$1");
    throw new UserError(`the quote in ${this.#text} is not closed, or words hang on it`, {
      hint: `a quote that belongs to the words is written \\"; for instance: importer list albums 'title:"dark side"'`,
    });
  }

  /** Up to an "or"; what may hold spaces up to the next term, else up to a space. */
  #bare(mayHoldSpaces: boolean): string {
    const piece = /(?:\\[",]|\d,(?=\d{3}(?!\d))|[^\s,])+/y;
    const more = this.#beforeTerm(/(?!\s*,?\s+(?:TERM|[-^]?"|[-^]\S)|\s+,(?:\s|$)|,$)(?:,?\s+)/);
    let text = this.#take(piece)?.[0] ?? "";
    while (mayHoldSpaces) {
      const space = this.#take(more);
      if (!space) break;
      text += space[0] + (this.#take(piece)?.[0] ?? "");
    }
    return text.trim().replace(/\\([",])/g, "$1");
  }

  /** A pattern in which TERM stands for the beginning of a term that has a known field, or of an order. */
  #beforeTerm(pattern: RegExp): RegExp {
    return new RegExp(pattern.source.replaceAll("TERM", (this.#anyTerm ??= this.#termHere())), "iy");
  }

  #termHere(): string {
    const names = this.#text.matchAll(new RegExp(`(?<![^\\s,^-])([a-z]\\w*)(?=:|${orderSign})`, "gi"));
    const known = new Set(Array.from(names, ([, name]) => name!).filter(this.#formOf));
    const any = `(?:${[...known].join("|")})`;
    return known.size > 0 ? `(?:[-^]?${any}:|${any}${orderSign})` : "(?!)";
  }

  #peek(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.#peek(pattern);
    if (found) this.#at += found[0].length;
    return found;
  }
}
