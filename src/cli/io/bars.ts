/** What a bar shows beside itself, by the names of its format. */
export type BarValues = Record<string, string | number>;

export interface Bar {
  /** `from`: where it stands already. */
  start(total: number, payload: BarValues, from?: number): void;
  update(value: number, payload: BarValues): void;
  /** A line above the bar. */
  remark(text: string): void;
  /** Takes the bar off the screen. Again, it does nothing. */
  close(): void;
}

/** Where bars come from, instead of each being one of its own. */
export interface BarSource {
  bar(format: string): Bar;
}
