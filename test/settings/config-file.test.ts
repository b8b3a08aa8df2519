import { expect, it } from "vitest";
import { parseConfig, withMember, withoutMember } from "../../src/settings/config-file.ts";
import { seeded } from "../helpers/random.ts";

const commented = `// mine
{
  "A": "http://x/y", // not a comment: "B": 1, }
  /* "C": "no", */
  "D": 7,
  "deep": { "A": ["1", { "A": 2 }], "E": "," },
  "E": "with \\"quotes\\" and // and }",
}
// the end
`;

it("reads over comments and a comma too many, and takes nothing else that JSON does not", () => {
  expect(parseConfig(commented)).toMatchObject({ A: "http://x/y", D: 7, E: 'with "quotes" and // and }' });
  expect(parseConfig("\ufeff{}")).toEqual({});
  for (const text of [
    "",
    "{",
    "[]",
    "null",
    "1",
    "{} {}",
    '{"A": 1 "B": 2}',
    "{'A': 1}",
    '{"A": "1\n"}',
    "{,}{",
  ])
    expect(parseConfig(text), text).toBe(undefined);
});

it("changes one member, and nothing else", () => {
  expect(withMember(commented, "A", "new")).toBe(commented.replace('"http://x/y"', '"new"'));
  expect(withMember(commented, "D", "8")).toBe(commented.replace("7", '"8"'));
  expect(withMember(commented, "E", "e")).toBe(commented.replace(/"with .*"/, '"e"'));
  expect(withMember(commented, "F", "f")).toBe(commented.replace("\n}\n//", '\n  "F": "f"\n}\n//'));
  expect(withMember("{}\n", "A", "1")).toBe('{\n  "A": "1"\n}\n');
  expect(withMember('{ "A": "1" // one\n}', "B", "2")).toBe('{ "A": "1", // one\n  "B": "2"\n}');
  expect(withMember('{ "A": "1" } // see {docs}', "A2", "2")).toBe(
    '{ "A": "1",\n  "A2": "2"\n} // see {docs}',
  );
  expect(parseConfig(withMember("{} /* } */", "A", "1"))).toEqual({ A: "1" });
  expect(withoutMember(commented, "D")).toBe(commented.replace('\n  "D": 7,', ""));
  expect(withoutMember('{\n  "A": "1", // one\n  "B": "2"\n}\n', "B")).toBe('{\n  "A": "1" // one\n}\n');
  expect(withoutMember('{ "A": "1", "A": "2" }', "A")).toBe("{   }");
  expect(withoutMember(commented, "none")).toBe(commented);
});

it("gives what a plain object would, whatever is set and unset", () => {
  const random = seeded(13);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const values = ["x", "", "a,b", "{", "}", "//", '"', "\\", "/*", "é", ": 1"];
  for (let turn = 0; turn < 200; turn++) {
    let text = pick(["{}", '{ "A": 1 }', commented, '{\n\t"B": "b",\n\t/* } */ "C": [1, 2],\n}']);
    const model: Record<string, unknown> = { ...parseConfig(text) };
    for (let step = 0; step < 8; step++) {
      const [name, value] = [pick(["A", "B", "C", "D", "deep", "E", 'odd "name"']), pick(values)];
      const isSet = random() < 0.6;
      text = isSet ? withMember(text, name, value) : withoutMember(text, name);
      if (isSet) model[name] = value;
      else delete model[name];
      expect(parseConfig(text), text).toEqual(model);
    }
    if (text.startsWith("// mine"))
      for (const comment of ["not a comment", '/* "C": "no", */', "// the end"])
        expect(text).toContain(comment);
  }
});
