ALTER TABLE `products` ADD `offer` text;--> statement-breakpoint
CREATE INDEX `external_links_external` ON `external_links` (`external_id`,`source`);