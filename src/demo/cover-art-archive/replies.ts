import type { Reply } from "../stand-in.ts";

const html = "text/html; charset=utf-8";
const cors = { "access-control-allow-origin": "*" };
const reasons = { 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable" };

/** coverartarchive.org leads to archive.org. */
export function leadTo(location: string): Reply {
  return {
    status: 307,
    headers: { ...cors, location },
    contentType: "text/plain; charset=utf-8",
    body: `See: ${location}\n`,
  };
}

/** An error of coverartarchive.org: never JSON. */
export function refuse(status: keyof typeof reasons, words: string): Reply {
  const reason = reasons[status];
  return {
    status,
    headers: { ...cors, ...(status === 405 ? { allow: "GET, HEAD, OPTIONS" } : {}) },
    contentType: html,
    body:
      `<!doctype html>\n<html lang=en>\n<title>${status} ${reason}</title>\n` +
      `<h1>${reason}</h1>\n<p>${escape(words)}</p>\n`,
  };
}

/** The one error that comes as plain text. */
export function notForGroups(file: string): Reply {
  return {
    status: 400,
    headers: cors,
    contentType: "text/plain; charset=utf-8",
    body: `${file} not supported for release groups.`,
  };
}

export function allowedMethods(): Reply {
  return { status: 200, headers: { ...cors, allow: "GET, HEAD, OPTIONS" }, contentType: html, body: "" };
}

export function welcome(): Reply {
  return {
    status: 200,
    headers: cors,
    contentType: html,
    body: "<!doctype html>\n<title>Cover Art Archive</title>\n<h1>A stand-in of the Cover Art Archive</h1>\n",
  };
}

/** archive.org leads to one of its data nodes. */
export function moveTo(location: string): Reply {
  const page = `<html>\n<head><title>302 Found</title></head>\n<body><h1>302 Found</h1></body>\n</html>\n`;
  return { status: 302, headers: { ...cors, location }, contentType: "text/html", body: page };
}

/** 403 is for an item that was darkened, 404 for one or a file that is not there. */
export function archivePage(status: 403 | 404, words: string): Reply {
  const page = `<!DOCTYPE html>\n<html lang="en">\n<head><title>Internet Archive</title></head>\n`;
  return {
    status,
    headers: cors,
    contentType: html,
    body: `${page}<body><h1>${words}</h1></body>\n</html>\n`,
  };
}

const types: Record<string, string> = {
  json: "application/json",
  jpg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  pdf: "application/pdf",
};

export function sendFile(name: string, body: Buffer): Reply {
  const suffix = name.slice(name.lastIndexOf(".") + 1);
  return { status: 200, headers: cors, contentType: types[suffix] ?? "application/octet-stream", body };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
