import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { Output } from "../../ending/output.ts";
import { renderTable } from "./table.ts";
import { wrap, wrapLines } from "./wrap.ts";

type Screen = Pick<Output, "columns" | "colour">;

/** A page of Markdown for a terminal: headings bold, code indented, tables aligned, paragraphs wrapped. The page is trusted. */
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
      return wrapLines(indent(token.text, "    "), screen.columns).replace(/^ {4}\$ .*$/gm, (line) =>
        screen.colour.bold(line),
      );
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
  }));
  return renderTable(rows, columns, screen)
    .replace(/^\s*\n/, "")
    .trimEnd();
}

/** Inline text. With a screen, code and what is strong are coloured, each word by itself: a line may break between them. */
function textOf(tokens: Token[], screen?: Screen): string {
  const paint = (text: string, style: "bold" | "cyan"): string =>
    screen ? text.replace(/\S+/g, (word) => screen.colour[style](word)) : text;
  const parts = (tokens as MarkedToken[]).map((token) => {
    if (token.type === "codespan") return paint(token.text, "cyan");
    if (token.type === "strong") return paint(textOf(token.tokens), "bold");
    if (token.type === "em") return textOf(token.tokens, screen);
    if (token.type === "link") return linkOf(token, screen);
    return "text" in token ? token.text : token.raw;
  });
  return parts.join("").replace(/\s*\n\s*/g, " ");
}

/** A page of ours is named by the command that shows it. */
function linkOf({ href, tokens }: Tokens.Link, screen: Screen | undefined): string {
  const text = textOf(tokens, screen);
  const topic = /^(?:src\/cli\/help\/)?([\w-]+)\.md$/.exec(href)?.[1];
  if (topic) return `${text} (importer help ${topic})`;
  return href === text ? text : `${text} (${href})`;
}

const indent = (text: string, margin: string): string => text.replace(/^(?=.)/gm, margin);
