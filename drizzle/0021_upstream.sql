CREATE TABLE `kept_apart` (
	`item_type` text NOT NULL,
	`item_id` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`why` text NOT NULL,
	`said_at` integer NOT NULL,
	PRIMARY KEY(`item_type`, `item_id`, `kind`, `value`)
);
--> statement-breakpoint
ALTER TABLE `albums` ADD `gone_at` integer;--> statement-breakpoint
ALTER TABLE `artists` ADD `gone_at` integer;--> statement-breakpoint
ALTER TABLE `releases` ADD `gone_at` integer;