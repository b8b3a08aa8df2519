ALTER TABLE `files` ADD `told_title` text;--> statement-breakpoint
ALTER TABLE `files` ADD `told_disc` integer;--> statement-breakpoint
ALTER TABLE `files` ADD `told_number` text;--> statement-breakpoint
ALTER TABLE `files` ADD `told_length_ms` integer;--> statement-breakpoint
ALTER TABLE `files` ADD `told_release_mbid` text;--> statement-breakpoint
ALTER TABLE `albums` ADD `owned_release_id` integer;--> statement-breakpoint
ALTER TABLE `albums` ADD `owned_release_by` text;