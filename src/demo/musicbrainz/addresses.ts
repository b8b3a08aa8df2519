import { objectsOf, objectOf, textUnder, type DemoCatalogue, type Entity, type Json } from "./documents.ts";

/** `url?resource=`: the exact text only, as the service has it; its clean-up happens when people enter addresses. */
export function findAddress(catalogue: DemoCatalogue, resource: string, inc: Set<string>): Json | undefined {
  const relations = targets(catalogue).flatMap(([entity, document]) =>
    objectsOf(document, "relations")
      .filter((relation) => textUnder(objectOf(relation, "url"), "resource") === resource)
      .map((relation) => ({ entity, document, relation })),
  );
  const [first] = relations;
  if (!first) return undefined;
  const told = relations.filter(({ entity }) => inc.has(`${entity}-rels`));
  return {
    id: objectOf(first.relation, "url")["id"],
    resource,
    ...(inc.size > 0 && { relations: told.map(relationDocument) }),
  };
}

const targets = (catalogue: DemoCatalogue): [Entity, Json][] => [
  ...[...catalogue.artists.values()].map((document): [Entity, Json] => ["artist", document]),
  ...[...catalogue.releaseGroups.values()].map((document): [Entity, Json] => ["release-group", document]),
  ...[...catalogue.releases.values()].map((document): [Entity, Json] => ["release", document]),
];

/** From the address back to what it is linked with. The kind of the target is written with an underscore. */
function relationDocument({
  entity,
  document,
  relation,
}: {
  entity: Entity;
  document: Json;
  relation: Json;
}): Json {
  const { url: _url, ...about } = relation;
  const { id, disambiguation } = document;
  const name = entity === "artist" ? { name: document["name"] } : { title: document["title"] };
  const kind = entity.replace("-", "_");
  return { ...about, direction: "backward", "target-type": kind, [kind]: { id, ...name, disambiguation } };
}
