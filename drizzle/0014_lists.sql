CREATE TABLE `list_rows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list_id` integer NOT NULL,
	`number` integer NOT NULL,
	`line` integer,
	`raw` text NOT NULL,
	`hash` text NOT NULL,
	`occurrence` integer NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`album_id` integer,
	`question_id` integer,
	`why` text,
	`reading` integer NOT NULL,
	`asked_at` integer,
	FOREIGN KEY (`list_id`) REFERENCES `lists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`question_id`) REFERENCES `review_questions`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `list_rows_hash` ON `list_rows` (`list_id`,`hash`,`occurrence`);--> statement-breakpoint
CREATE INDEX `list_rows_state` ON `list_rows` (`list_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `list_rows_number` ON `list_rows` (`list_id`,`number`);--> statement-breakpoint
CREATE INDEX `list_rows_album` ON `list_rows` (`album_id`);--> statement-breakpoint
CREATE INDEX `list_rows_question` ON `list_rows` (`question_id`);--> statement-breakpoint
CREATE TABLE `lists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`reading` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`ran_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lists_name` ON `lists` (`name`);--> statement-breakpoint
CREATE TABLE `review_questions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`item_type` text NOT NULL,
	`words_key` text NOT NULL,
	`words` text NOT NULL,
	`item_id` integer,
	`origin` text NOT NULL,
	`outcome` text NOT NULL,
	`why` text NOT NULL,
	`candidates` text NOT NULL,
	`score` real NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `review_questions_words` ON `review_questions` (`item_type`,`words_key`);--> statement-breakpoint
CREATE INDEX `review_questions_state` ON `review_questions` (`state`,`id`);