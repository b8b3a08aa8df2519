/** A sample of a metrics file. */
export interface Parsed {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** By the grammar of Prometheus' text format 0.0.4, which the node exporter's parser keeps to. @throws Error for any line that is none of it */
export function parseExposition(text: string): Parsed[] {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const types = new Map<string, string>();
  const done = new Set<string>();
  let current = "";
  return text
    .slice(0, -1)
    .split("\n")
    .flatMap((line): Parsed[] => {
      const about = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
      if (about) {
        const [, kind, name, words] = about;
        if (kind === "HELP") {
          if (done.has(name!)) throw new Error(`${name} is told of twice`);
          done.add((current = name!));
        } else if (name !== current || !/^(counter|gauge)$/.test(words!)) throw new Error(line);
        else types.set(name, words!);
        return [];
      }
      const [, name = "", inside, value = ""] =
        /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$/.exec(
          line,
        ) ?? [];
      if (name === "" || !types.has(name) || name !== current) throw new Error(`no sample: ${line}`);
      if (types.get(name) === "counter" && !name.endsWith("_total"))
        throw new Error(`no counter's name: ${name}`);
      const labels = [...(inside ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => {
        const plain = text!.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
        return [label!, plain] as const;
      });
      return [{ name, labels: Object.fromEntries(labels), value: Number(value) }];
    });
}
