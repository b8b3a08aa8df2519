import type { StandInQuestion, Reply } from "../stand-in.ts";
import { suffixOf, type ArtCatalogue, type ListedImage } from "./documents.ts";
import * as replies from "./replies.ts";

// Lower case only, as the real service has it.
const mbidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What coverartarchive.org answers: where at archive.org a file lies, or why there is none. */
export function redirect(catalogue: ArtCatalogue, archiveUrl: string, question: StandInQuestion): Reply {
  const { method, url, headers } = question;
  if (method === "OPTIONS") return replies.allowedMethods();
  if (method !== "GET" && method !== "HEAD") {
    return replies.refuse(405, "The method is not allowed for the requested URL.");
  }
  // What stands behind the file's name is not looked at.
  const [, entity, mbid, file = ""] = url.pathname.split("/");
  if (!entity) return replies.welcome();
  if (entity !== "release" && entity !== "release-group") {
    return replies.refuse(400, "Only the following entities are supported: release, release-group");
  }
  if (!mbid) return replies.refuse(400, "no MBID specified");
  if (!mbidPattern.test(mbid)) return replies.refuse(400, "invalid MBID specified");
  if (!file && !takesJson(headers.accept)) {
    return replies.refuse(406, "The listing can be had as application/json only.");
  }
  const answer = entity === "release" ? findInRelease : findInGroup;
  return answer(catalogue, mbid, file, (release, name) =>
    replies.leadTo(`${archiveUrl}/download/mbid-${release}/${name}`),
  );
}

function takesJson(accept: string | undefined): boolean {
  return accept === undefined || /application\/(json|\*)|\*\/\*/.test(accept);
}

type Lead = (release: string, fileName: string) => Reply;

function findInGroup(catalogue: ArtCatalogue, group: string, file: string, lead: Lead): Reply {
  const release = catalogue.groups.get(group);
  const hasFront = catalogue.items.get(release ?? "")?.listing.images.some((image) => image.front);
  if (!release || !hasFront) return replies.refuse(404, `No cover art found for release group ${group}`);
  if (file && !file.startsWith("front")) return replies.notForGroups(file);
  return findInRelease(catalogue, release, file, lead);
}

function findInRelease(catalogue: ArtCatalogue, mbid: string, file: string, lead: Lead): Reply {
  const release = catalogue.merged?.get(mbid) ?? mbid;
  const images = catalogue.items.get(release)?.listing.images ?? [];
  if (!file) {
    if (images.length > 0) return lead(release, "index.json");
    return replies.refuse(404, `No cover art found for release ${mbid}`);
  }
  const found = findImage(images, file, mbid);
  if ("status" in found) return found;
  return lead(release, `mbid-${release}-${fileNameOf(found, file)}`);
}

/** `front…` and `back…` mean the image that is flagged so; anything else must begin with an image's number. */
function findImage(images: ListedImage[], file: string, mbid: string): ListedImage | Reply {
  for (const side of ["front", "back"] as const) {
    if (!file.startsWith(side)) continue;
    return (
      images.find((image) => image[side]) ??
      replies.refuse(404, `No ${side} cover image found for release with identifier ${mbid}`)
    );
  }
  const [id] = /^\d+/.exec(file) ?? [];
  if (!id) return replies.refuse(400, `${file} does not not contain a valid cover image id`); // their words
  const image = images.find((one) => String(one.id) === id);
  return image ?? replies.refuse(404, `cover image with id ${id} not found`);
}

/** The ending is that of the stored file, whatever was asked for; an unknown size means the original. */
function fileNameOf(image: ListedImage, asked: string): string {
  const [, size] = /-(250|500|1200)[^-]*$/.exec(asked) ?? [];
  return size ? `${image.id}_thumb${size}.jpg` : `${image.id}.${suffixOf(image)}`;
}
