import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { splitLine } from "../../../src/cli/completion/words.ts";
import { createStage, importer } from "../../helpers/cli.ts";
import { temporaryFolder } from "../../helpers/library.ts";
import { buildPackage } from "../built.ts";

/** Of a library with one album (Nevermind), its jobs and runs, unless another environment is given. */
async function completing(env?: Record<string, string>) {
  const stage = env ? undefined : await createStage();
  await stage?.importer(["album", "Nevermind", "--artist", "Nirvana"]);
  return async (line: string): Promise<string[]> => {
    const answer = await importer(["__complete", "--line", line], { env: env ?? stage!.env });
    expect(answer).toMatchObject({ exitCode: 0, stderr: "" });
    return answer.stdout
      .split("\n")
      .slice(0, -1)
      .map((each) => each.split("\t")[0]!);
  };
}

it("offers what may come at each place", async () => {
  const complete = await completing();
  const offered: Record<string, string[]> = {
    "importer sh": ["show"],
    "importer jobs re": ["retry"],
    "importer show a": ["album", "artist"],
    "importer show album ": ["1"],
    "importer show album Nev": ["Nevermind"],
    "importer show album 'nev": ["Nevermind"],
    "importer show artist N": ["Nirvana"],
    "importer album --id ": ["1"],
    "importer album --id=": ["--id=1"],
    "importer releases ": ["1"],
    "importer lyrics ": [],
    "importer remove album --dry-run ": ["1"],
    "importer rm album 1": ["1"],
    "importer jobs show ": ["2", "1"],
    "importer jobs list --state fa": ["failed"],
    "importer worker --queue ": ["default", "serial"],
    "importer album Nevermind -p m": ["musicbrainz"],
    "importer undo ": ["1"],
    "importer config set IMPORTER_CON": ["IMPORTER_CONTACT"],
    "importer config unset IMPORTER_NETW": ["IMPORTER_NETWORK"],
    "importer help setti": ["settings"],
    "importer import x --as nd": ["ndjson"],
    "importer import ": [":files"],
    "importer scan /ho": [":files"],
    "importer backup --to ": [":files"],
    "importer completion ": ["bash", "zsh", "fish"],
    "importer nothing ": [],
    "importer show album 1 ": [],
  };
  for (const [line, words] of Object.entries(offered)) expect(await complete(line), line).toEqual(words);
  expect(await complete("importer ")).toEqual(
    expect.arrayContaining(["album", "worker", "config", "help", "rm", "status"]),
  );
  expect(await complete("importer ")).not.toContain("__complete");
});

it("knows every command's flags and sub-commands, as its help has them", async () => {
  const complete = await completing({ IMPORTER_HOME: temporaryFolder() });
  const commands = (await complete("importer ")).filter(
    (each) => !["version", "status", "find"].includes(each),
  );
  expect(commands.length).toBeGreaterThan(25);
  for (const command of commands) {
    const { stdout } = await importer([command, "--help"], { columns: 200 });
    const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag!);
    expect((await complete(`importer ${command} --`)).sort(), command).toEqual([...new Set(flags)].sort());
    const below = /\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(stdout)?.[1] ?? "";
    const names = [...below.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name!);
    expect(await complete(`importer ${command} `), command).toEqual(expect.arrayContaining(names));
  }
});

it("says nothing, and fails in nothing, whatever the library or the settings are", async () => {
  const [damaged, none] = [temporaryFolder(), join(temporaryFolder(), "none")];
  writeFileSync(join(damaged, "library.db"), "no database at all");
  writeFileSync(join(damaged, "config.json"), "{");
  for (const home of [damaged, none, "/proc/x", "/dev/null"]) {
    const complete = await completing({ IMPORTER_HOME: home });
    expect(await complete("importer show album ")).toEqual([]);
    expect(await complete("importer undo ")).toEqual([]);
    expect(await complete("importer worker --dr")).toEqual(["--drain"]);
    for (const line of [
      "",
      "importer",
      'importer "',
      "importer -- --",
      "importer --x=",
      "importer jobs show --",
      "\u0000",
    ])
      await complete(line);
  }
});

it("takes a line apart as a shell does", () => {
  expect(splitLine("importer show  album The\\ Dark")).toEqual(["importer", "show", "album", "The Dark"]);
  expect(splitLine(`importer 'a "b' "c \\" d'e" f`)).toEqual(["importer", 'a "b', `c " d'e`, "f"]);
  expect(splitLine('importer "The D')).toEqual(["importer", "The D"]);
  expect(splitLine("importer ")).toEqual(["importer", ""]);
  expect(splitLine("importer ''")).toEqual(["importer", ""]);
});

const binary = buildPackage();
const bin = join(dirname(binary), "..", "path");

beforeAll(() => {
  mkdirSync(bin);
  writeFileSync(join(bin, "importer"), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`);
  chmodSync(join(bin, "importer"), 0o755);
});

const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

/** What the real shell would put in lines, one after the other: the candidates for each. */
function inBash(
  lines: (readonly [line: string, current: string])[],
  env: Record<string, string>,
): string[][] {
  const script = `source <(importer completion bash)
    while [ $# -gt 0 ]; do
      COMP_LINE=$1 COMP_POINT=\${#1} COMPREPLY=()
      _importer importer "$2" ""
      printf '%s\\n' "\${COMPREPLY[@]}"
      echo "="
      shift 2
    done`;
  const PATH = `${bin}${delimiter}${process.env["PATH"]}`;
  const args = ["--norc", "-c", script, "bash", ...lines.flat()];
  const said = execFileSync("bash", args, { encoding: "utf8", env: { PATH, ...env } });
  const answers = said.split("\n=\n").slice(0, -1);
  return answers.map((answer) => answer.split("\n"));
}

it.skipIf(!has("bash"))(
  "works in bash, with titles that need quoting, and words that bash takes apart",
  async () => {
    const { env, importer: type } = await createStage();
    await type(["album", "The Dark Side of the Moon", "--artist", "Pink Floyd"]);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a list.csv"), "");
    const wanted: [line: string, current: string, candidate: string][] = [
      ["importer wor", "wor", "worker"],
      ["importer show album The", "The", "The\\ Dark\\ Side\\ of\\ the\\ Moon"],
      ['importer show album "The', '"The', "The Dark Side of the Moon"],
      ["importer import x --as=nd", "nd", "ndjson"],
      [`importer import ${folder}/a`, `${folder}/a`, join(folder, "a list.csv")],
      ["importer show album zzz", "zzz", ""],
    ];
    const lines = wanted.map(([line, current]) => [line, current] as const);
    expect(inBash(lines, env)).toEqual(wanted.map(([, , candidate]) => [candidate]));
  },
);

it.skipIf(!has("bash"))(
  "offers nothing in bash that would end an open quote, or be run within it",
  async () => {
    const { env, importer: type, inLibrary } = await createStage();
    await type(["album", "Nevermind", "--artist", "Nirvana"]);
    for (const title of [
      "Foo $(touch pwn) Bar",
      "Foo `touch pwn`",
      "Foo'; touch pwn; '",
      'Foo" touch pwn "',
      "Foo !x",
    ]) {
      await inLibrary(({ $client }) =>
        $client.prepare("UPDATE albums SET title = ? WHERE id = 1").run(title),
      );
      const lines = [
        ['importer show album "Fo', "Fo"],
        ["importer show album 'Fo", "Fo"],
        ['importer show album "Foo ', "Foo "],
        ["importer show album Fo", "Fo"],
      ] as const;
      const nothing = [""];
      const escaped = [expect.stringMatching(/^Foo\\/)];
      expect(inBash([...lines], env), title).toEqual([nothing, nothing, nothing, escaped]);
    }
  },
);

/** A zsh on a terminal of its own: the line is typed, a tab behind it, and then printed as zsh reads it. */
const zshOnTerminal = String.raw`zmodload zsh/zpty
zpty shell zsh -f -i
say() { zpty -w -n shell "$1" }
say $'stty -echo; PS1=\n'
say $'autoload -U compinit; compinit -u -D; source <(importer completion zsh); print REA""DY\n'
zpty -r shell out '*READY*'
say "$1"$'\t'
say $'\x01print -r -- "<<"\x05 ">>"\n'
zpty -r shell out '*'$'\n''<<*>>*'
print -r -- "$out"
zpty -d shell`;

/** The words of the line behind a tab, as zsh would hand them to the program. */
function inZsh(line: string, env: Record<string, string>): string {
  const PATH = `${bin}${delimiter}${process.env["PATH"]}`;
  const options = { encoding: "utf8", env: { PATH, TERM: "dumb", ...env }, cwd: temporaryFolder() } as const;
  const out = execFileSync("zsh", ["-f", "-c", zshOnTerminal, "zsh", line], options);
  return /\n<<(.*?)\s*>>/s.exec(out)?.[1] ?? out;
}

/** Candidates of fish, without what it says of them. */
function inFish(line: string, env: Record<string, string>): string[] {
  const script = "importer completion fish | source; complete -C $argv[1]";
  const PATH = `${bin}${delimiter}${process.env["PATH"]}`;
  const home = temporaryFolder();
  const options = { encoding: "utf8", env: { PATH, HOME: home, ...env }, cwd: home } as const;
  const out = execFileSync("fish", ["--no-config", "-c", script, line], options);
  return out
    .split("\n")
    .slice(0, -1)
    .map((each) => each.split("\t")[0]!);
}

const oddTitles = ["Foo $(touch pwn) Bar", "Foo `touch pwn`", "Foo'; touch pwn; '", 'Foo: "x" \\ *'];

async function stageOfTitles() {
  const stage = await createStage();
  await stage.importer(["album", "Nevermind", "--artist", "Nirvana"]);
  const rename = (title: string) =>
    stage.inLibrary(({ $client }) => $client.prepare("UPDATE albums SET title = ? WHERE id = 1").run(title));
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a list.csv"), "");
  return { env: stage.env as Record<string, string>, rename, folder };
}

it.skipIf(!has("zsh"))("works in zsh, and runs nothing of a title", async () => {
  const { env, rename, folder } = await stageOfTitles();
  expect(inZsh("importer show al", env)).toBe("importer show album");
  expect(inZsh("importer import x --as=nd", env)).toBe("importer import x --as=ndjson");
  expect(inZsh("importer config set IMPORTER_CON", env)).toBe("importer config set IMPORTER_CONTACT");
  expect(inZsh(`importer import ${folder}/a`, env)).toBe(`importer import ${folder}/a list.csv`);
  for (const title of oddTitles) {
    await rename(title);
    expect(inZsh("importer show album Fo", env)).toBe(`importer show album ${title}`);
  }
});

it.skipIf(!has("fish"))("works in fish, and runs nothing of a title", async () => {
  const { env, rename, folder } = await stageOfTitles();
  expect(inFish("importer show al", env)).toEqual(["album"]);
  expect(inFish("importer import x --as=nd", env)).toEqual(["--as=ndjson"]);
  expect(inFish("importer config set IMPORTER_CON", env)).toEqual(["IMPORTER_CONTACT"]);
  expect(inFish(`importer import ${folder}/a`, env)).toEqual([join(folder, "a list.csv")]);
  for (const title of oddTitles) {
    await rename(title);
    expect(inFish("importer show album Fo", env)).toEqual([title]);
  }
});

it("understands words that people type for a command, and names the nearest of others", async () => {
  const { importer: type } = await createStage();
  await type(["album", "Nevermind"]);
  expect((await type(["status"])).stdout).toBe((await type(["jobs", "stats"])).stdout);
  expect((await type(["ls", "albums"])).stdout).toBe((await type(["list", "albums"])).stdout);
  for (const word of ["version", "-v"]) expect((await type([word])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await type(["rm", "album", "1", "--dry-run"])).stdout).toContain("Nevermind");
  expect((await type(["help", "rm"])).stdout).toContain("Usage: importer remove");
  expect((await type(["delete", "album", "1"])).exitCode).toBe(0);
  expect((await type(["hsitory"])).stderr).toContain("did you mean history?");
});
