CREATE TABLE `locks` (
	`name` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`boot_id` text NOT NULL,
	`pid` integer NOT NULL,
	`pid_start` text NOT NULL,
	`taken_at` integer NOT NULL,
	`beat_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ai_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`answer` text NOT NULL,
	`answered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` integer PRIMARY KEY NOT NULL,
	`album_id` integer NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`found_by` text NOT NULL,
	`title` text,
	`verdict` text NOT NULL,
	`decided_by` text NOT NULL,
	`reasons` text NOT NULL,
	`decision` text,
	`decided_at` integer,
	`checked_at` integer NOT NULL,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_album` ON `products` (`album_id`,`source`,`external_id`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`source` text PRIMARY KEY NOT NULL,
	`credentials` text NOT NULL,
	`message` text NOT NULL,
	`hint` text NOT NULL,
	`refused_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `gates` ADD `day` integer;--> statement-breakpoint
ALTER TABLE `gates` ADD `sent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `artworks` ADD `matched_by` text;--> statement-breakpoint
CREATE INDEX `albums_artwork` ON `albums` (`artwork_id`);--> statement-breakpoint
CREATE INDEX `tracks_artwork` ON `tracks` (`artwork_id`);