import type { Bar, BarSource, BarValues } from "./bars.ts";
import type { Io } from "./io.ts";
import { createBar, fill } from "./bar.ts";
import { timeText } from "../layout/words.ts";

/** A part of a run. */
export interface BarPart {
  name: string;
  /** Seconds that it may take in all, as far as can be told when `running` begins, which has so much to do. */
  expected(running: { name: string; total: number }): number;
}

export interface TotalBar extends BarSource {
  /** From now on it is this part's turn. */
  begin(name: string): void;
}

const format = "{bar} {percentage} %  {place} {part}: {said}  {left}";
/** What a part's own bar would show of its pace: that is the whole's to show. */
const pace = /\{bar\} \{percentage\} % +|\s*\{(?:left|rate)\}(?:\/s)?/g;
const whole = 1000;
/** So much of a part must be done before its own pace tells more than what was expected. */
const leastDone = 5;

/**
 * Progress of several parts as one bar: how far all of them are, by the time that they take, and how long the rest takes. A part's view
 * asks for its bar as ever (`createBar`); what it gets is a piece of this one, which never goes back.
 * @param now A clock in ms.
 */
export function createTotalBar(
  io: Io,
  parts: readonly BarPart[],
  now: () => number = () => performance.now(),
): TotalBar {
  const beganAt = now();
  let [current, shown] = [0, 0];

  function pieceOf(bar: Bar, said: string): Bar {
    const { name } = parts[current]!;
    const place = `${current + 1}/${parts.length}`;
    let [startedAt, total, expected, later] = [now(), 0, 0, 0];
    const payloadOf = (value: number, payload: BarValues): BarValues => {
      const spent = (now() - startedAt) / 1000;
      const isPaced = value >= Math.min(leastDone, total) && value > 0;
      const left = Math.max(0, (isPaced ? (spent / value) * total : expected) - spent) + later;
      const before = (now() - beganAt) / 1000;
      const most = left === 0 && current === parts.length - 1 ? whole : whole - 1;
      shown = Math.max(shown, Math.min(most, Math.floor((before / (before + left || 1)) * whole)));
      const words = fill(said, { ...payload, value, total });
      return { place, part: name, said: words, left: left === 0 ? "" : `${timeText(Math.ceil(left))} left` };
    };
    return {
      ...bar,
      start(of, payload) {
        const running = { name, total: of };
        [startedAt, total] = [now(), of];
        expected = parts[current]!.expected(running);
        later = parts.slice(current + 1).reduce((sum, part) => sum + part.expected(running), 0);
        const first = payloadOf(0, payload);
        bar.start(whole, first, shown);
      },
      update(value, payload) {
        const next = payloadOf(value, payload);
        bar.update(shown, next);
      },
    };
  }

  return {
    begin: (name) =>
      void (current = Math.max(
        0,
        parts.findIndex((part) => part.name === name),
      )),
    bar: (partFormat) => pieceOf(createBar(io, format), partFormat.replace(pace, "").trim()),
  };
}
