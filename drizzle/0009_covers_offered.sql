CREATE TABLE `album_covers` (
	`id` integer PRIMARY KEY NOT NULL,
	`album_id` integer NOT NULL,
	`artwork_id` integer NOT NULL,
	`tier` text NOT NULL,
	`ref` text,
	`offered_at` integer NOT NULL,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`artwork_id`) REFERENCES `artworks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `album_covers_picture` ON `album_covers` (`album_id`,`artwork_id`);--> statement-breakpoint
CREATE INDEX `album_covers_artwork` ON `album_covers` (`artwork_id`);--> statement-breakpoint
ALTER TABLE `albums` ADD `covers_asked_at` integer;--> statement-breakpoint
ALTER TABLE `albums` ADD `artwork_override` text;--> statement-breakpoint
ALTER TABLE `tracks` ADD `lyrics_override` text;--> statement-breakpoint
INSERT INTO `album_covers` (`album_id`, `artwork_id`, `tier`, `offered_at`)
SELECT albums.id, artworks.id,
  CASE WHEN source IN ('embedded', 'folder') THEN 'file' WHEN source = 'cover_art_archive' THEN 'release_group'
    WHEN matched_by = 'name' THEN 'name' ELSE 'identifier' END,
  artworks.created_at
FROM albums JOIN artworks ON artworks.id = albums.artwork_id;--> statement-breakpoint
UPDATE `albums` SET `covers_asked_at` = `updated_at` WHERE `artwork_id` IN (SELECT id FROM artworks WHERE source <> 'amazon');
