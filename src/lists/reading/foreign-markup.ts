import { unreadableList } from "./text.ts";

/** Documents of another kind, told by how they begin, whatever they are called. */
const documents: { begins: RegExp; is: string; hint?: string; needsColumns?: true }[] = [
  { begins: /^<(?:!doctype html|html|head|body|table|div|ul|ol)\b/i, is: "a web page (HTML)" },
  { begins: /^\{\\rtf/, is: "a text with formatting (RTF)", hint: "save it as plain text, and give that" },
  { begins: /^BEGIN:VC(?:ARD|ALENDAR)\b/i, is: "contacts or a calendar (vCard, iCalendar)" },
  {
    begins: /^#AUDIOSCROBBLER\//,
    is: "a log of a player for Last.fm, whose columns have no names",
    hint: "say which they are: --as tsv --map artist=1,title=2",
    needsColumns: true,
  },
];

/** By the first element of an XML document. */
const roots: { root: RegExp; is: string }[] = [
  { root: /^plist$/i, is: "XML (iTunes exports a playlist as text as well)" },
  {
    root: /^(?:playlist|smil|asx)$/i,
    is: "a playlist of files in XML (importer scan reads the files themselves)",
  },
  {
    root: /^(?:musicinfo|music|collection)$/i,
    is: "XML of a collector's program (it exports CSV or text as well)",
  },
  { root: /^(?:rss|feed|rdf:RDF)$/i, is: "a feed (RSS)" },
  { root: /^opml$/i, is: "an outline (OPML)" },
  { root: /^(?:workbook|office:\S+|ss:\S+)$/i, is: "a spreadsheet in XML" },
];

const isXml = /^<(?:\?xml\b|(?:plist|playlist|smil|asx|musicinfo|rss|feed|opml|rdf:RDF)[\s>])/i;

/**
 * Content sniffing: refuses a document whose beginning says that it is none of rows.
 * @param areColumnsSaid Somebody says which column is what, and how they are parted.
 * @throws UserError that says what it is.
 */
export function refuseMarkup(
  head: string,
  name: string,
  { areColumnsSaid }: { areColumnsSaid: boolean },
): void {
  const start = head.slice(0, 4000).replace(/^\ufeff?\s*/, "");
  if (isXml.test(start)) throw unreadableList(name, kindOfXml(start));
  const found = documents.find(
    ({ begins, needsColumns }) => begins.test(start) && !(needsColumns && areColumnsSaid),
  );
  if (found) throw unreadableList(name, found.is, found.hint);
}

function kindOfXml(start: string): string {
  const [, root = ""] = /<([a-z][\w:.-]*)/i.exec(start.replace(/<!--[\s\S]*?-->/g, "")) ?? [];
  return roots.find((each) => each.root.test(root))?.is ?? (root === "" ? "XML" : `XML (<${root}>)`);
}
