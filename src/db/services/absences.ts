import type { ServiceAt } from "./breakers.ts";
import type { Db } from "../connection.ts";
import { statement } from "../statement.ts";
import { transact } from "../transact.ts";

interface Row {
  count: number;
  since: number;
  checkedAt: number;
  isDoubted: 0 | 1;
}

const selectRow = statement<[api: string, address: string], Row>(
  `SELECT count, since, checked_at AS checkedAt, is_doubted AS isDoubted FROM absence_streaks
   WHERE api = ? AND address = ?`,
);
const countOne = statement<[ServiceAt & { now: number }], Row>(
  `INSERT INTO absence_streaks (api, address, count, since) VALUES (@api, @address, 1, @now)
   ON CONFLICT (api, address) DO UPDATE SET
     since = CASE WHEN count = 0 THEN excluded.since ELSE since END, count = count + 1
   RETURNING count, since, checked_at AS checkedAt, is_doubted AS isDoubted`,
);
const endStreak = statement<[api: string, address: string]>(
  "UPDATE absence_streaks SET count = 0, is_doubted = 0 WHERE api = ? AND address = ?",
);
const noteCheck = statement<[ServiceAt & { now: number; isDoubted: 0 | 1 }]>(
  `UPDATE absence_streaks SET checked_at = @now, is_doubted = @isDoubted,
     count = CASE @isDoubted WHEN 1 THEN count ELSE 0 END
   WHERE api = @api AND address = @address`,
);

/** The streaks of absences, on which all processes of a library agree; `sources/doubt.ts` acts on them. */
export function createAbsenceRows(db: Db, now: () => number = Date.now) {
  return {
    async absent(service: ServiceAt) {
      const row = await transact(db, () => countOne(db).get({ ...service, now: now() })!);
      return { ...row, isDoubted: row.isDoubted === 1 };
    },
    /** Where nothing was absent lately this reads one row and writes none. */
    async found({ api, address }: ServiceAt) {
      const row = selectRow(db).get(api, address);
      if (row && row.count > 0) await transact(db, () => endStreak(db).run(api, address));
    },
    async checked(service: ServiceAt, isDoubted: boolean) {
      await transact(db, () => noteCheck(db).run({ ...service, now: now(), isDoubted: isDoubted ? 1 : 0 }));
    },
  };
}
