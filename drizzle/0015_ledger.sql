CREATE TABLE `ledger_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` integer NOT NULL,
	`kind` text NOT NULL,
	`table_name` text NOT NULL,
	`first_id` integer,
	`last_id` integer,
	`key` text,
	`old` text,
	`new` text,
	`undone_by` integer
);
--> statement-breakpoint
CREATE INDEX `ledger_changes_entry` ON `ledger_changes` (`entry_id`);--> statement-breakpoint
CREATE INDEX `ledger_changes_row` ON `ledger_changes` (`table_name`,`first_id`) WHERE kind <> 'created';--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`what` text NOT NULL,
	`parent_id` integer,
	`root_id` integer,
	`job_id` integer,
	`schema_version` integer NOT NULL,
	`host` text NOT NULL,
	`boot_id` text NOT NULL,
	`pid` integer NOT NULL,
	`pid_start` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`created` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	`undone_by` integer
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_root` ON `ledger_entries` (`root_id`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `entry_id` integer;