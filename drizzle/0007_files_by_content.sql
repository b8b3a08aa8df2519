ALTER TABLE `files` ADD `ctime_ms` integer;--> statement-breakpoint
ALTER TABLE `files` ADD `missing_since` integer;--> statement-breakpoint
ALTER TABLE `files` ADD `audio_hash` text;--> statement-breakpoint
ALTER TABLE `files` ADD `told_by` text;--> statement-breakpoint
ALTER TABLE `files` ADD `beside` text;--> statement-breakpoint
ALTER TABLE `files` ADD `reader_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `files_audio_hash` ON `files` (`audio_hash`);--> statement-breakpoint
ALTER TABLE `tracks` ADD `disc` integer;--> statement-breakpoint
ALTER TABLE `tracks` ADD `number` text;--> statement-breakpoint
UPDATE files SET state = 'missing' WHERE state = 'gone';
