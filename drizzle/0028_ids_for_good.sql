PRAGMA writable_schema = ON;--> statement-breakpoint
UPDATE sqlite_master SET sql = replace(sql, '`id` integer PRIMARY KEY NOT NULL', '`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL')
WHERE type = 'table' AND name IN ('album_artists', 'album_covers', 'categories', 'external_links', 'files', 'identifiers', 'item_categories', 'media', 'products', 'provider_runs', 'release_tracks');--> statement-breakpoint
PRAGMA writable_schema = RESET;--> statement-breakpoint
INSERT INTO sqlite_sequence (name, seq) SELECT table_name, max(last_id) FROM ledger_changes
WHERE table_name IN ('album_artists', 'album_covers', 'categories', 'external_links', 'files', 'identifiers', 'item_categories', 'media', 'products', 'provider_runs', 'release_tracks') AND last_id IS NOT NULL GROUP BY table_name;--> statement-breakpoint
DROP INDEX `ledger_changes_row`;--> statement-breakpoint
CREATE INDEX `ledger_changes_row` ON `ledger_changes` (`table_name`,`first_id`,`key`) WHERE kind <> 'created';--> statement-breakpoint
CREATE INDEX `ledger_changes_made` ON `ledger_changes` (`table_name`,`first_id`,`key`) WHERE kind = 'created';--> statement-breakpoint
UPDATE ledger_changes SET table_name = table_name || ' whose numbers came again' WHERE id IN (
  SELECT id FROM (SELECT id, first_id, last_id, max(last_id) OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before, lead(first_id) OVER earlier AS after
    FROM ledger_changes WHERE kind = 'created' AND first_id IS NOT NULL AND table_name IN ('album_artists', 'album_covers', 'categories', 'external_links', 'files', 'identifiers', 'item_categories', 'media', 'products', 'provider_runs', 'release_tracks')
    WINDOW earlier AS (PARTITION BY table_name ORDER BY first_id, id))
  WHERE before >= first_id OR after <= last_id);