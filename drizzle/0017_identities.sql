CREATE TABLE `source_facts` (
	`album_id` integer NOT NULL,
	`source` text NOT NULL,
	`said` text NOT NULL,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`album_id`, `source`),
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP INDEX `identifiers_value`;--> statement-breakpoint
CREATE INDEX `identifiers_value` ON `identifiers` (`item_type`,`kind`,`value`);--> statement-breakpoint
INSERT INTO `identifiers` (`item_type`, `item_id`, `kind`, `value`) SELECT 'release', `id`, 'barcode', `barcode` FROM `releases` WHERE `barcode` <> '' AND NOT EXISTS (SELECT 1 FROM `identifiers` AS `has` WHERE `has`.`item_type` = 'release' AND `has`.`item_id` = `releases`.`id` AND `has`.`kind` = 'barcode' AND `has`.`value` = `barcode`);--> statement-breakpoint
INSERT INTO `identifiers` (`item_type`, `item_id`, `kind`, `value`) SELECT 'release', `id`, 'asin', `asin` FROM `releases` WHERE `asin` <> '' AND NOT EXISTS (SELECT 1 FROM `identifiers` AS `has` WHERE `has`.`item_type` = 'release' AND `has`.`item_id` = `releases`.`id` AND `has`.`kind` = 'asin' AND `has`.`value` = `asin`);--> statement-breakpoint
INSERT INTO `identifiers` (`item_type`, `item_id`, `kind`, `value`) SELECT DISTINCT 'release', `releases`.`id`, 'catalog_number', `each`.`value` ->> '$.catalogNumber' FROM `releases`, json_each(`releases`.`labels`) AS `each` WHERE (`each`.`value` ->> '$.catalogNumber') <> '' AND NOT EXISTS (SELECT 1 FROM `identifiers` AS `has` WHERE `has`.`item_type` = 'release' AND `has`.`item_id` = `releases`.`id` AND `has`.`kind` = 'catalog_number' AND `has`.`value` = (`each`.`value` ->> '$.catalogNumber'));
