export interface StatusAnswer {
  url: URL;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A whole answer with status 200. */
export interface HttpAnswer {
  url: URL;
  contentType: string;
  body: Buffer;
}
