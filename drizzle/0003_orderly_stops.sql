CREATE TABLE `pauses` (
	`name` text PRIMARY KEY NOT NULL,
	`paused_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `job_attempts` ADD `times` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `has_saved` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `retried_at` integer;--> statement-breakpoint
ALTER TABLE `workers` ADD `stopping_at` integer;--> statement-breakpoint
ALTER TABLE `workers` ADD `quiet_at` integer;