CREATE TABLE `search_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`word` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_words_word_unique` ON `search_words` (`word`);--> statement-breakpoint
-- The index keeps its distinct words as well now: the next search makes it anew.
DELETE FROM search_marks;
--> statement-breakpoint
DELETE FROM search_stale;
