DROP INDEX `album_covers_picture`;--> statement-breakpoint
ALTER TABLE `album_covers` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `album_covers_offer` ON `album_covers` (`album_id`,`artwork_id`,`tier`,`source`,`ref`);--> statement-breakpoint
UPDATE `album_covers` SET `source` = (SELECT `source` FROM `artworks` WHERE `artworks`.`id` = `artwork_id`);
