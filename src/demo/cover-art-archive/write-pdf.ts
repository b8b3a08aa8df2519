/** A PDF of one page with a square JPEG on it, as people scan booklets. */
export function writePdf(jpeg: Buffer, sizePx: number): Buffer {
  const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${sizePx} ${sizePx}] /Contents 4 0 R`;
  const image = `/Type /XObject /Subtype /Image /Width ${sizePx} /Height ${sizePx} /ColorSpace /DeviceRGB`;
  const objects = [
    dictionary("/Type /Catalog /Pages 2 0 R"),
    dictionary("/Type /Pages /Kids [3 0 R] /Count 1"),
    dictionary(`${page} /Resources << /XObject << /Cover 5 0 R >> >>`),
    stream("", Buffer.from(`${sizePx} 0 0 ${sizePx} 0 0 cm /Cover Do`)),
    stream(`${image} /BitsPerComponent 8 /Filter /DCTDecode`, jpeg),
  ].map((content, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), content, Buffer.from("\nendobj\n")]),
  );
  return number(Buffer.from("%PDF-1.4\n"), objects);
}

function dictionary(entries: string): Buffer {
  return Buffer.from(`<< ${entries} >>`);
}

function stream(entries: string, content: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from("\nendstream")]);
}

/** Puts the objects together, and after them the table that says at which byte each begins. */
function number(header: Buffer, objects: Buffer[]): Buffer {
  let at = header.length;
  const rows = objects.map((object) => {
    const row = `${String(at).padStart(10, "0")} 00000 n \n`;
    at += object.length;
    return row;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join("")}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([header, ...objects, Buffer.from(table + trailer)]);
}
