/** Behind a link's text; an address may have brackets of its own. */
const target = /\((?:https?:|[./#]|[^()\s]+\.md\b)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)/.source;
const link = new RegExp(`\\[([^\\]]+)\\]${target}`, "g");
/** A relation, as Notion exports it: the name, and where its page is. */
const addressBehind = / \(https?:\/\/[^()\s]*\)(?=$|,)/g;

/** One of them stands in whatever is emphasis or a link. */
const signs = /[<[*_'`~]/;

/** Emphasis and links of Markdown, of wikis, of notes and of forums are no part of a name. */
export const withoutEmphasis = (text: string): string => (signs.test(text) ? withoutSigns(text) : text);

const withoutSigns = (text: string): string =>
  text
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<\/?(?:b|i|em|strong|u|s|small|span|a)(?:\s[^>]*)?>/gi, "")
    .replace(/!?\[\[(?:[^\][|]*\|)?([^\][|]+)\]\]/g, "$1")
    .replace(/(?<!')'{2,3}(?=[^'\s])([^']|[^']'(?!'))*?'{2,3}(?!')/g, (all) => all.replace(/^'+|'+$/g, ""))
    .replace(/\[(b|i|u|s|url|size|color)(?:=[^\]]*)?\](.*?)\[\/\1\]/gi, "$2")
    .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=[^\s*])(.*?[^\s*])\1(?![\p{L}\p{N}*])/gu, "$2")
    .replace(/(?<![\p{L}\p{N}_])(_{1,2})(?=[^\s_])(.*?[^\s_])\1(?![\p{L}\p{N}_])/gu, "$2")
    .replace(link, "$1")
    .replace(/^(`|~~)(\S.*)\1$/, "$2");

/** A cell of a spreadsheet, where pages that it refers to stand behind their names. */
export const withoutAddresses = (text: string): string => text.replace(addressBehind, "");
