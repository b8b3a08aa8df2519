CREATE TABLE `shop_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`album_id` integer NOT NULL,
	`answer` text NOT NULL,
	`answered_at` integer NOT NULL,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `shop_answers_album` ON `shop_answers` (`album_id`);--> statement-breakpoint
ALTER TABLE `products` ADD `asked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `gone` text;--> statement-breakpoint
CREATE INDEX `products_asked` ON `products` (`source`,`asked_at`) WHERE gone IS NULL AND (decision = 'confirmed' OR (decision IS NULL AND verdict = 'match'));