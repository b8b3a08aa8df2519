CREATE TABLE `artist_aliases` (
	`artist_id` integer NOT NULL,
	`name_key` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`artist_id`, `name_key`),
	FOREIGN KEY (`artist_id`) REFERENCES `artists`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `artist_aliases_name_key` ON `artist_aliases` (`name_key`);