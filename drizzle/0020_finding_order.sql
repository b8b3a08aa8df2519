CREATE INDEX `albums_year` ON `albums` (`release_year`);--> statement-breakpoint
CREATE INDEX `artists_by_name` ON `artists` (coalesce(`sort_name`, `name`) COLLATE NOCASE);