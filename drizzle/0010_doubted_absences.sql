CREATE TABLE `absence_streaks` (
	`api` text NOT NULL,
	`address` text NOT NULL,
	`count` integer NOT NULL,
	`since` integer NOT NULL,
	`checked_at` integer DEFAULT 0 NOT NULL,
	`is_doubted` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`api`, `address`)
);
--> statement-breakpoint
CREATE TABLE `heard_from` (
	`part` text NOT NULL,
	`address` text NOT NULL,
	PRIMARY KEY(`part`, `address`)
);
--> statement-breakpoint
ALTER TABLE `albums` ADD `artwork_withheld_on` text DEFAULT '[]' NOT NULL;