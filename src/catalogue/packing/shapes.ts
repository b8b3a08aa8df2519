/** How facts are laid out as lists; a field whose name ends in "?" is left out again where it is empty. */
export type Shape = "plain" | "mbid" | "artist" | "credits" | { list: Shape } | { fields: [string, Shape][] };

const associations: [string, Shape][] = [
  ["identifiers", { list: { fields: [["kind", "plain"], ["value", "mbid"]] } }], // prettier-ignore
  ["categories", { list: { fields: [["kind", "plain"], ["name", "plain"], ["weight", "plain"]] } }], // prettier-ignore
  ["links", { list: { fields: [["source", "plain"], ["externalId", "plain"], ["url", "plain"]] } }], // prettier-ignore
  ["odd?", "plain"],
];

/** What a credit says of an artist. */
export const bareArtist: Shape = {
  fields: [
    ["name", "plain"],
    ["sortName", "plain"],
    ["kind", "plain"],
    ["country", "plain"],
    ["disambiguation", "plain"],
    ["beganOn", "plain"],
    ["endedOn", "plain"],
    ["aliases?", "plain"],
    ...associations,
  ],
};

/** What is known of an artist beside what a credit says, and other names. */
export const artistDetailShape: Shape = {
  fields: [["beganOn", "plain"], ["endedOn", "plain"], ...associations],
};

/** What a search looks at of an album, beside its title. Its other titles are no facts of the library. */
export const albumHeadShape: Shape = {
  fields: [
    ["primaryType", "plain"],
    ["secondaryTypes", "plain"],
    ["firstReleaseDate", "plain"],
    ["disambiguation", "plain"],
    ["credits", "credits"],
    ["aliases", "plain"],
  ],
};

/** The rest of it. */
export const albumDetailShape: Shape = { fields: associations };

const recordingShape: Shape = {
  fields: [
    ["title", "plain"],
    ["lengthMs", "plain"],
    ["isVideo", "plain"],
    ["isrcs", "plain"],
    ["disambiguation", "plain"],
    ["credits", "credits"],
    ["identifiers", associations[0]![1]],
  ],
};

const trackShape: Shape = {
  fields: [
    ["mbid", "mbid"],
    ["position", "plain"],
    ["number", "plain"],
    ["title", "plain"],
    ["lengthMs", "plain"],
    ["kind", "plain"],
    ["credits", "credits"],
    ["recording", recordingShape],
  ],
};

export const releaseShape: Shape = {
  fields: [
    ["title", "plain"],
    ["releasedOn", "plain"],
    ["country", "plain"],
    ["status", "plain"],
    ["packaging", "plain"],
    ["barcode", "plain"],
    ["asin", "plain"],
    ["labels", { list: { fields: [["label", "plain"], ["mbid", "mbid"], ["catalogNumber", "plain"]] } }], // prettier-ignore
    ["language", "plain"],
    ["script", "plain"],
    ["disambiguation", "plain"],
    ["hasFrontCover", "plain"],
    ["credits", "credits"],
    [
      "media",
      {
        list: {
          fields: [
            ["position", "plain"],
            ["title", "plain"],
            ["format", "plain"],
            ["trackCount", "plain"],
            ["tracks", { list: trackShape }],
            ["isCut?", "plain"],
          ],
        },
      },
    ],
    ["isCut?", "plain"],
    ...associations,
  ],
};
