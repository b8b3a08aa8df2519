/** What saving did to one item. */
export interface Saved {
  id: number;
  change: "created" | "updated" | "unchanged";
}
