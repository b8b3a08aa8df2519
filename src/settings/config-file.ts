/**
 * The text of `config.json`: a JSON object, in which a person may also write comments and a comma too many. It is changed member by
 * member: everything else in it stays as it was written.
 */

interface Token {
  text: string;
  from: number;
  to: number;
}

const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|[{}[\]:,]|[^\s"{}[\]:,/]+|./g;

/** Without blanks and comments. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].flatMap(({ 0: found, index }) =>
    /^(?:\s|\ufeff|\/\/|\/\*)/.test(found) ? [] : [{ text: found, from: index, to: index + found.length }],
  );
}

/** What the text says; undefined where it is no object. */
export function parseConfig(text: string): Record<string, unknown> | undefined {
  const tokens = tokensOf(text);
  const idle = tokens.filter((each, at) => each.text === "," && /^[}\]]$/.test(tokens[at + 1]?.text ?? ""));
  const idleAt = new Set(idle.map(({ from }) => from));
  const bare = text.replace(token, (found, at: number) =>
    idleAt.has(at) || /^(?:\ufeff|\/\/|\/\*)/.test(found) ? " " : found,
  );
  try {
    const parsed: unknown = JSON.parse(bare);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

interface Member {
  name: string;
  /** Where its name begins, and its value lies. */
  from: number;
  value: { from: number; to: number };
  /** Behind the comma that follows it; its value's end where none does. */
  end: number;
}

/** The members of the outermost object of a text that `parseConfig` takes, in their order. */
function membersOf(text: string): Member[] {
  const members: Member[] = [];
  const tokens = tokensOf(text);
  let depth = 0;
  for (const [at, { text: word, from, to }] of tokens.entries()) {
    if (depth === 1 && tokens[at + 1]?.text === ":" && word.startsWith('"')) {
      members.push({ name: JSON.parse(word) as string, from, value: { from: to, to }, end: to });
      continue;
    }
    const member = members.at(-1);
    if (/^[}\]]$/.test(word)) depth -= 1;
    if (depth === 1 && member && word === ",") member.end = to;
    else if (depth >= 1 && member && word !== ":") {
      if (tokens[at - 1]?.text === ":" && depth === 1) member.value.from = from;
      member.value.to = to;
      member.end = to;
    }
    if (/^[{[]$/.test(word)) depth += 1;
  }
  return members;
}

/** The text with this member in it, once: the last of that name counts when it is read. */
export function withMember(text: string, name: string, value: string): string {
  const members = membersOf(text);
  const known = members.findLast((member) => member.name === name);
  const written = JSON.stringify(value);
  if (known) return text.slice(0, known.value.from) + written + text.slice(known.value.to);
  const close = tokensOf(text).findLast((each) => each.text === "}")?.from ?? -1; // one in a comment closes nothing
  const last = members.at(-1);
  if (!last)
    return `${text.slice(0, close).trimEnd()}\n  ${JSON.stringify(name)}: ${written}\n${text.slice(close)}`;
  const comma = text[last.end - 1] === "," && last.end > last.value.to ? "" : ",";
  const before = text.slice(0, last.value.to) + comma + text.slice(last.value.to, close).trimEnd();
  return `${before}\n  ${JSON.stringify(name)}: ${written}\n${text.slice(close)}`;
}

/** The text without any member of this name. */
export function withoutMember(text: string, name: string): string {
  const members = membersOf(text);
  const at = members.findLastIndex((member) => member.name === name);
  if (at < 0) return text;
  const { from, end, value } = members[at]!;
  const before = members[at - 1];
  const isLast = end === value.to;
  // Of the last one the comma before it goes: a strict reader takes none there.
  const kept =
    isLast && before ? text.slice(0, before.value.to) + text.slice(before.end, from) : text.slice(0, from);
  const line = /\n[^\S\n]*$/.exec(kept);
  const rest = text.slice(end);
  const isWholeLine = line !== null && /^[^\S\n]*(?:\n|$)/.test(rest);
  return withoutMember((isWholeLine ? kept.slice(0, line.index) : kept) + rest, name);
}
