PRAGMA writable_schema = ON;--> statement-breakpoint
UPDATE sqlite_master SET sql = replace(sql, '`id` integer PRIMARY KEY NOT NULL', '`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL')
WHERE type = 'table' AND name IN ('album_artists', 'album_covers', 'categories', 'external_links', 'files', 'identifiers', 'item_categories', 'media', 'products', 'provider_runs', 'release_tracks');--> statement-breakpoint
PRAGMA writable_schema = RESET;--> statement-breakpoint
INSERT INTO sqlite_sequence (name, seq) SELECT table_name, max(last_id) FROM ledger_changes
WHERE table_name IN ('album_artists', 'album_covers', 'categories', 'external_links', 'files', 'identifiers', 'item_categories', 'media', 'products', 'provider_runs', 'release_tracks') AND last_id IS NOT NULL GROUP BY table_name;--> statement-breakpoint
DROP INDEX `ledger_changes_row`;--> statement-breakpoint
CREATE INDEX `ledger_changes_row` ON `ledger_changes` (`table_name`,`first_id`,`key`) WHERE kind <> 'created';--> statement-breakpoint
CREATE INDEX `ledger_changes_made` ON `ledger_changes` (`table_name`,`first_id`,`key`) WHERE kind = 'created';
