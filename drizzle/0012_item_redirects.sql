CREATE TABLE `item_redirects` (
	`item_type` text NOT NULL,
	`from_id` integer NOT NULL,
	`to_id` integer NOT NULL,
	`merged_at` integer NOT NULL,
	PRIMARY KEY(`item_type`, `from_id`)
);
--> statement-breakpoint
CREATE INDEX `item_redirects_to` ON `item_redirects` (`item_type`,`to_id`);