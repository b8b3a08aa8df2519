ALTER TABLE `review_questions` ADD `decided_by` integer;--> statement-breakpoint
CREATE INDEX `review_questions_decided` ON `review_questions` (`decided_by`) WHERE decided_by IS NOT NULL;