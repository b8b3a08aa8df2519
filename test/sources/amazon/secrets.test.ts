import { inspect } from "node:util";
import { expect, it } from "vitest";
import type { Fault } from "../../../src/demo/stand-in.ts";
import { always, everyFault, onPath } from "../../helpers/faults.ts";
import { amazonClient, amazonStandIn, jsonFault } from "../../helpers/amazon.ts";
import { faultOf, messagesOf } from "../../helpers/http.ts";

const credentials = { id: "the-id-of-mine", secret: "the+secret=of mine", version: "3.1" } as const;
const token = "Atc|the-token-of-mine";
const hidden = [credentials.id, credentials.secret, token, encodeURIComponent(credentials.secret)];
const echo = `You sent ${credentials.id}, ${credentials.secret} and Bearer ${token}`;

/** All that is repeated to us, wherever words are read. */
const echoes: [string, Fault][] = [
  ...[400, 401, 403, 404, 429, 500, 503].map((status): [string, Fault] => [
    `an echo with ${status}`,
    jsonFault(
      {
        type: "X",
        reason: echo,
        message: echo,
        error: echo,
        error_description: echo,
        quotaCode: echo,
        fieldList: [{ name: echo, message: echo }],
        errors: [{ code: echo, message: echo }],
      },
      status,
      { "x-amzn-requestid": echo },
    ),
  ]),
  ["an echo with an escape in it", jsonFault({ message: "the-id-\u001b[31mof-mine" }, 400)],
  ["a short word in the place of JSON", { kind: "status", status: 200, body: credentials.id }],
  ["an echo as an error with 200", jsonFault({ errors: [{ code: echo, message: echo }] })],
  ["an echo as a key", jsonFault({ error: echo })],
  ["an echo that is not JSON", { kind: "status", status: 200, body: `${token} ${credentials.id}` }],
  ["an echo that is nearly JSON", { kind: "status", status: 200, body: `{"access_token":"${token}"` }],
  ["an echo that is a page", { kind: "status", status: 403, contentType: "text/html", body: `<p>${echo}` }],
  ...Object.entries(everyFault).filter(([name]) => !/stops|no answer/.test(name)),
];

/** Every word of the fault, what caused it and its other fields. */
const allOf = (fault: Error): string =>
  [...messagesOf(fault), inspect(fault, { depth: 10, maxStringLength: null }), JSON.stringify(fault)].join(
    "\n",
  );

it.each(echoes)("no credential and no token comes out of %s", async (_, fault) => {
  for (const place of [/token/, /catalog/]) {
    const standIn = await amazonStandIn({ credentials });
    const given = jsonFault({ access_token: token, expires_in: 3600 });
    standIn.setFault(
      (request) => onPath(place, always(fault))(request) ?? onPath(/token/, always(given))(request),
    );
    const { amazon, announced, pauses } = amazonClient(standIn);
    const thrown = await faultOf(amazon.search({ keywords: "x" }));
    const shown = allOf(thrown) + announced() + JSON.stringify(pauses);
    for (const each of hidden) expect(shown).not.toContain(each);
    expect(announced()).toContain(standIn.url);
  }
});

it("nothing of them is announced when all goes well", async () => {
  const standIn = await amazonStandIn({ credentials });
  const { amazon, announced } = amazonClient(standIn);
  expect(await amazon.search({ keywords: "Nevermind" })).not.toEqual([]);
  const bearer = standIn.requests[1]?.headers["authorization"]?.replace("Bearer ", "") ?? "";
  expect(bearer).not.toBe("");
  for (const each of [...hidden, bearer]) expect(announced()).not.toContain(each);
});
