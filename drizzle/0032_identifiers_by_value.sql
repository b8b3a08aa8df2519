DROP INDEX IF EXISTS `provider_runs_of_item`;--> statement-breakpoint
DROP INDEX IF EXISTS `provider_runs_item`;--> statement-breakpoint
CREATE UNIQUE INDEX `provider_runs_item` ON `provider_runs` (`item_type`,`item_id`,`importer`,`query`,`provider`,`outcome`);--> statement-breakpoint
DROP INDEX IF EXISTS `identifiers_value`;--> statement-breakpoint
CREATE INDEX `identifiers_value` ON `identifiers` (`value`);--> statement-breakpoint
DROP INDEX IF EXISTS `list_rows_album`;--> statement-breakpoint
DROP INDEX IF EXISTS `list_rows_question`;--> statement-breakpoint
CREATE INDEX `list_rows_album` ON `list_rows` (`album_id`) WHERE album_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `list_rows_question` ON `list_rows` (`question_id`) WHERE question_id IS NOT NULL;