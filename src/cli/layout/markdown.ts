import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { ChalkInstance } from "chalk";
import { renderTable } from "./table.ts";
import { wrap, wrapLines } from "./wrap.ts";

interface Screen {
  columns: number;
  colour: ChalkInstance;
}

/**
 * A page of Markdown for a terminal: headings bold, code indented and its lines whole, so that it can be copied, tables aligned, paragraphs
 * wrapped. To be printed as it is. The page is trusted.
 */
export function renderMarkdown(page: string, screen: Screen): string {
  return blocksOf(lexer(page), screen).join("\n\n");
}

function blocksOf(tokens: Token[], screen: Screen): string[] {
  return tokens.flatMap((token) => blockOf(token as MarkedToken, screen) ?? []);
}

function blockOf(token: MarkedToken, screen: Screen): string | undefined {
  switch (token.type) {
    case "space":
    case "def":
      return undefined;
    case "heading":
      return wrap(textOf(token.tokens), screen.columns).replace(/.+/g, (line) => screen.colour.bold(line));
    case "code":
      return indent(token.text, "    ").replace(/^ {4}\$ .*$/gm, (line) => screen.colour.bold(line));
    case "list":
      return listOf(token, screen);
    case "table":
      return tableOf(token as Tokens.Table, screen);
    case "paragraph":
    case "text":
      return wrap(textOf(token.tokens ?? [token], screen), screen.columns, { hang: 0 });
    default:
      return indent(wrap(token.raw.trim(), screen.columns - 2, { hang: 0 }), "  ");
  }
}

function listOf({ items, ordered, start, loose }: Tokens.List, screen: Screen): string {
  const rendered = items.map((item, at) => {
    const mark = ordered ? `${Number(start) + at}. ` : "- ";
    const inner = blocksOf(item.tokens, { ...screen, columns: screen.columns - mark.length });
    return mark + indent(inner.join("\n"), " ".repeat(mark.length)).trimStart();
  });
  return rendered.join(loose ? "\n\n" : "\n");
}

function tableOf({ header, rows }: Tokens.Table, screen: Screen): string {
  const columns = header.map(({ tokens, align }, at) => ({
    title: textOf(tokens),
    value: (row: Tokens.TableCell[]) => textOf(row[at]!.tokens),
    align: align === "right" ? ("right" as const) : ("left" as const),
    wraps: true,
    whole: true, // between words only
  }));
  const table = renderTable(rows, columns, screen).replace(/^\s*\n/, "");
  return wrapLines(table.trimEnd(), screen.columns);
}

/** Inline text. With a screen, code and what is strong are coloured, each word by itself: a line may break between them. */
function textOf(tokens: Token[], screen?: Screen): string {
  const paint = (text: string, style: "bold" | "cyan"): string =>
    screen ? text.replace(/\S+/g, (word) => screen.colour[style](word)) : text;
  const parts = (tokens as MarkedToken[]).map((token, at) => {
    if (token.type === "codespan") return paint(token.text, "cyan");
    if (token.type === "strong") return paint(textOf(token.tokens), "bold");
    if (token.type === "em") return textOf(token.tokens, screen);
    if (token.type === "link") return linkOf(token, tokens[at - 1]?.raw ?? "", screen);
    return "text" in token ? token.text : token.raw;
  });
  return parts.join("").replace(/\s*\n\s*/g, " ");
}

/**
 * A page of ours is named by the command that shows it, except where its name is a word of the sentence: "waits in the jobs table". A file
 * that lies beside the page is not in the package.
 */
function linkOf({ href, tokens }: Tokens.Link, before: string, screen: Screen | undefined): string {
  const text = textOf(tokens, screen);
  const topic = /^(?:src\/cli\/help\/)?([\w-]+)\.md$/.exec(href)?.[1];
  if (topic === text) return /\bsee\s$/.test(before) ? `importer help ${topic}` : text;
  if (topic) return `${text} (importer help ${topic})`;
  const isOnTheWeb = /^https?:/.test(href);
  return href === text || !isOnTheWeb ? text : `${text} (${href})`;
}

const indent = (text: string, margin: string): string => text.replace(/^(?=.)/gm, margin);
