CREATE TABLE `not_wanted` (
	`item_type` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`title` text NOT NULL,
	`removed_at` integer NOT NULL,
	PRIMARY KEY(`item_type`, `kind`, `value`)
);
