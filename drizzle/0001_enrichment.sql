CREATE TABLE `files` (
	`id` integer PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`mtime_ms` integer NOT NULL,
	`state` text NOT NULL,
	`error` text,
	`track_id` integer,
	`scanned_at` integer NOT NULL,
	FOREIGN KEY (`track_id`) REFERENCES `tracks`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `files_path` ON `files` (`path`);--> statement-breakpoint
CREATE INDEX `files_track` ON `files` (`track_id`);--> statement-breakpoint
ALTER TABLE `albums` ADD `artwork_status` text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `albums` ADD `artwork_retry_at` integer;--> statement-breakpoint
CREATE INDEX `albums_artwork_absent` ON `albums` (`artwork_retry_at`) WHERE artwork_status = 'absent';--> statement-breakpoint
ALTER TABLE `tracks` ADD `artwork_retry_at` integer;--> statement-breakpoint
ALTER TABLE `tracks` ADD `lyrics_retry_at` integer;--> statement-breakpoint
CREATE INDEX `tracks_artwork_wanted` ON `tracks` (`id`) WHERE artwork_status = 'unknown';--> statement-breakpoint
CREATE INDEX `tracks_lyrics_wanted` ON `tracks` (`id`) WHERE lyrics_status IN ('not_fetched','fetching');--> statement-breakpoint
CREATE INDEX `tracks_artwork_absent` ON `tracks` (`artwork_retry_at`) WHERE artwork_status = 'absent';--> statement-breakpoint
CREATE INDEX `tracks_lyrics_absent` ON `tracks` (`lyrics_retry_at`) WHERE lyrics_status = 'unavailable';--> statement-breakpoint
CREATE INDEX `provider_runs_query` ON `provider_runs` (`query`);