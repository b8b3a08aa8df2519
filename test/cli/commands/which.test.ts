import { expect, it } from "vitest";
import { createStage, documentOf } from "../../helpers/cli.ts";

it.each([
  ["show", ["show", "album"]],
  ["links", ["links"]],
  ["releases", ["releases", "-p", "musicbrainz"]],
  ["album --id", ["album", "--id"]],
  ["list tracks --album", ["list", "tracks", "--album"]],
])(
  "%s takes whatever names one item, and lists several with the commands that pick them",
  async (_, argv) => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
    await stage.importer(["album", "-p", "musicbrainz", "U2 - Desire"]);
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    for (const words of ["3", "surr", "Surrender"]) {
      expect(await stage.importer([...argv, words]), words).toMatchObject({
        exitCode: 0,
        stderr: expect.not.stringContaining("importer: ") as string,
      });
    }
    const several = await stage.importer([...argv, "desire"]);
    expect(several).toMatchObject({ exitCode: 4, stdout: "" });
    const [head, ...choices] = several.stderr.trimEnd().split("\n");
    expect(head).toBe('importer: several albums of the library are called "desire": 1, 2');
    const commands = choices.map(
      (line) => /^ {2}importer (.*?) {2}Desire \((?:Bob Dylan|U2)/.exec(line)![1]!,
    );
    for (const command of commands) expect((await stage.importer(command.split(" "))).exitCode).toBe(0);
    const document = documentOf(await stage.importer([...argv, "desire", "--json"]));
    expect(document).toMatchObject({ error: { code: "ambiguous", choices: [{ id: 1 }, { id: 2 }] } });
    expect((await stage.importer([...argv, "nothing so called"])).exitCode).toBe(3);
  },
);

it("says which was taken where a number is an id and a title, and how to say the other", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
  await stage.inLibrary(({ $client }) => {
    $client.exec("UPDATE albums SET title = '1', title_key = '1' WHERE id = 2");
    $client.exec("INSERT INTO item_redirects VALUES ('album', 9, 2, 0)");
  });
  const shown = await stage.importer(["show", "album", "1"]);
  expect(shown.stdout).toMatch(/^Desire/);
  expect(shown.stderr).toBe(
    '1 is taken as the id of "Desire"\n  for "1" (The Chemical Brothers, 1999): importer show album 2\n',
  );
  const merged = await stage.importer(["show", "album", "9"]);
  expect(merged).toMatchObject({ exitCode: 0, stderr: 'album 9 was merged: it is album 2 now, "1"\n' });
});
