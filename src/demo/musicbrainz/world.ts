import { isJson, objectsOf, objectOf, type DemoCatalogue, type Json } from "./documents.ts";

/**
 * A world whose editors go on working: what they merge, move, rename and delete is answered so from the next request on. Only the
 * search index stays as it was built, as the real one lags behind.
 */
export function createWorld(catalogue: DemoCatalogue) {
  const { redirect, rewriteAll, withdraw, addTo } = editing(catalogue);

  return {
    mergeGroups(from: string, into: string): void {
      for (const { id } of catalogue.releasesByGroup.get(from) ?? []) addTo(into, withdraw(String(id)));
      this.deleteGroup(from);
      redirect(from, into);
    },

    mergeReleases(from: string, into: string): void {
      withdraw(from);
      redirect(from, into);
    },

    mergeArtists(from: string, into: string): void {
      const survivor = catalogue.artists.get(into)!;
      catalogue.artists.delete(from);
      rewriteAll((document) => (document["id"] === from ? stubOf(survivor) : undefined));
      redirect(from, into);
    },

    mergeRecordings(from: string, into: string): void {
      const survivor = findRecording(catalogue, into)!;
      rewriteAll((document) => (document["id"] === from ? survivor : undefined));
      redirect(from, into);
    },

    moveRelease(release: string, group: string): void {
      addTo(group, withdraw(release));
    },

    renameArtist(artist: string, name: string): void {
      const named = { name, "sort-name": name };
      rewriteAll((document) => (document["id"] === artist ? { ...document, ...named } : undefined));
    },

    deleteGroup(group: string): void {
      for (const { id } of catalogue.releasesByGroup.get(group) ?? []) catalogue.releases.delete(String(id));
      catalogue.releasesByGroup.delete(group);
      catalogue.releaseGroups.delete(group);
    },

    deleteRelease(release: string): void {
      withdraw(release);
    },

    deleteArtist(artist: string): void {
      catalogue.artists.delete(artist);
    },
  };
}

export type World = ReturnType<typeof createWorld>;

/** What all edits are made of. */
function editing(catalogue: DemoCatalogue) {
  const merged = (catalogue.merged ??= new Map());

  /** An MBID that was merged into another answers with a redirect; so do those that were merged into it before. */
  function redirect(from: string, into: string): void {
    for (const [old, survivor] of merged) if (survivor === from) merged.set(old, into);
    merged.set(from, into);
  }

  /** In every document, wherever it stands. */
  function rewriteAll(change: (document: Json) => Json | undefined): void {
    for (const documents of [catalogue.releaseGroups, catalogue.artists])
      for (const [id, document] of documents) documents.set(id, rewrite(document, change) as Json);
    for (const [group, releases] of catalogue.releasesByGroup)
      setReleases(group, rewrite(releases, change) as Json[]);
  }

  function setReleases(group: string, releases: Json[]): void {
    catalogue.releasesByGroup.set(group, releases);
    for (const release of releases) catalogue.releases.set(String(release["id"]), release);
  }

  function withdraw(release: string): Json {
    for (const [group, releases] of catalogue.releasesByGroup) {
      const found = releases.find(({ id }) => id === release);
      if (!found) continue;
      setReleases(
        group,
        releases.filter((each) => each !== found),
      );
      catalogue.releases.delete(release);
      return found;
    }
    throw new Error(`there is no release ${release} in this world`);
  }

  function addTo(group: string, release: Json): void {
    const document = { ...release, "release-group": { ...catalogue.releaseGroups.get(group) } };
    setReleases(group, [...(catalogue.releasesByGroup.get(group) ?? []), document]);
  }

  return { redirect, rewriteAll, withdraw, addTo };
}

/** A recording as it stands on a release; one that is on none is not there. */
export function findRecording({ releasesByGroup }: DemoCatalogue, mbid: string): Json | undefined {
  for (const release of [...releasesByGroup.values()].flat()) {
    for (const medium of objectsOf(release, "media")) {
      const lists = [
        objectsOf(medium, "tracks"),
        objectsOf(medium, "data-tracks"),
        [objectOf(medium, "pregap")],
      ];
      const found = lists.flat().find((track) => objectOf(track, "recording")["id"] === mbid);
      if (found) return objectOf(found, "recording");
    }
  }
  return undefined;
}

function rewrite(value: unknown, change: (document: Json) => Json | undefined): unknown {
  if (Array.isArray(value)) return value.map((each) => rewrite(each, change));
  if (!isJson(value)) return value;
  const parts = Object.entries(change(value) ?? value);
  return Object.fromEntries(parts.map(([key, part]) => [key, rewrite(part, change)]));
}

/** As it stands inside other documents. */
function stubOf(artist: Json): Json {
  const { id, name, disambiguation, type, country, aliases, genres } = artist;
  return { id, name, "sort-name": artist["sort-name"], disambiguation, type, country, aliases, genres };
}
