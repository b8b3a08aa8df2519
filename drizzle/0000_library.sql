CREATE TABLE `categories` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_name` ON `categories` (`kind`,`name`);--> statement-breakpoint
CREATE TABLE `choices` (
	`item_type` text NOT NULL,
	`query` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`chosen_at` integer NOT NULL,
	PRIMARY KEY(`item_type`, `query`)
);
--> statement-breakpoint
CREATE TABLE `external_links` (
	`id` integer PRIMARY KEY NOT NULL,
	`item_type` text NOT NULL,
	`item_id` integer NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`url` text NOT NULL,
	`title` text,
	`format` text,
	`price_cents` integer,
	`currency` text,
	`checked_at` integer NOT NULL,
	`evidence` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `external_links_item` ON `external_links` (`item_type`,`item_id`,`source`,`external_id`);--> statement-breakpoint
CREATE TABLE `gates` (
	`api` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL,
	`reason` text,
	CONSTRAINT "gates_next_at" CHECK("gates"."next_at" >= 0)
);
--> statement-breakpoint
CREATE TABLE `identifiers` (
	`id` integer PRIMARY KEY NOT NULL,
	`item_type` text NOT NULL,
	`item_id` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identifiers_value` ON `identifiers` (`item_type`,`kind`,`value`);--> statement-breakpoint
CREATE INDEX `identifiers_item` ON `identifiers` (`item_type`,`item_id`);--> statement-breakpoint
CREATE TABLE `item_categories` (
	`id` integer PRIMARY KEY NOT NULL,
	`category_id` integer NOT NULL,
	`item_type` text NOT NULL,
	`item_id` integer NOT NULL,
	`weight` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`category_id`) REFERENCES `categories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `item_categories_item` ON `item_categories` (`category_id`,`item_type`,`item_id`);--> statement-breakpoint
CREATE INDEX `item_categories_by_item` ON `item_categories` (`item_type`,`item_id`);--> statement-breakpoint
CREATE TABLE `lyrics` (
	`track_id` integer PRIMARY KEY NOT NULL,
	`plain` text,
	`synced` text,
	`instrumental` integer DEFAULT false NOT NULL,
	`source` text NOT NULL,
	`source_id` text,
	`fetched_at` integer NOT NULL,
	FOREIGN KEY (`track_id`) REFERENCES `tracks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `provider_runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`importer` text NOT NULL,
	`item_type` text NOT NULL,
	`item_id` integer DEFAULT 0 NOT NULL,
	`query` text DEFAULT '' NOT NULL,
	`provider` text NOT NULL,
	`outcome` text NOT NULL,
	`data_populated` text DEFAULT '[]' NOT NULL,
	`errors` text DEFAULT '[]' NOT NULL,
	`evidence` text,
	`started_at` integer NOT NULL,
	`finished_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `provider_runs_item` ON `provider_runs` (`importer`,`item_type`,`item_id`,`query`,`provider`,`outcome`);--> statement-breakpoint
CREATE TABLE `job_attempts` (
	`job_id` integer NOT NULL,
	`attempt` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`error` text,
	PRIMARY KEY(`job_id`, `attempt`, `ended_at`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`queue` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`state` text DEFAULT 'ready' NOT NULL,
	`priority` integer DEFAULT 0 NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`max_attempts` integer DEFAULT 12 NOT NULL,
	`crashes` integer DEFAULT 0 NOT NULL,
	`snoozes` integer DEFAULT 0 NOT NULL,
	`unique_key` text,
	`worker` text,
	`cancel_asked` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`last_error` text,
	CONSTRAINT "jobs_payload" CHECK(json_valid(payload)),
	CONSTRAINT "jobs_state" CHECK(state IN ('scheduled','ready','running','done','failed','cancelled'))
);
--> statement-breakpoint
CREATE INDEX `jobs_ready` ON `jobs` (`queue`,`priority`,`id`) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_scheduled` ON `jobs` (`run_at`) WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX `jobs_running` ON `jobs` (`queue`,`worker`) WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unique` ON `jobs` (`unique_key`) WHERE unique_key IS NOT NULL AND state IN ('scheduled','ready','running');--> statement-breakpoint
CREATE INDEX `jobs_failed` ON `jobs` (`finished_at`) WHERE state = 'failed';--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`boot_id` text NOT NULL,
	`pid` integer NOT NULL,
	`pid_start` text NOT NULL,
	`started_at` integer NOT NULL,
	`beat_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `album_artists` (
	`id` integer PRIMARY KEY NOT NULL,
	`album_id` integer NOT NULL,
	`position` integer NOT NULL,
	`artist_id` integer NOT NULL,
	`credited_as` text NOT NULL,
	`join_phrase` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`artist_id`) REFERENCES `artists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `album_artists_position` ON `album_artists` (`album_id`,`position`);--> statement-breakpoint
CREATE INDEX `album_artists_artist` ON `album_artists` (`artist_id`);--> statement-breakpoint
CREATE TABLE `albums` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`primary_type` text,
	`secondary_types` text DEFAULT '[]' NOT NULL,
	`first_release_date` text,
	`release_year` integer,
	`disambiguation` text,
	`artwork_id` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`artwork_id`) REFERENCES `artworks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `albums_title_key` ON `albums` (`title_key`);--> statement-breakpoint
CREATE TABLE `artists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`sort_name` text,
	`kind` text,
	`country` text,
	`disambiguation` text,
	`began_on` text,
	`ended_on` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `artists_name_key` ON `artists` (`name_key`);--> statement-breakpoint
CREATE TABLE `artworks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sha256` text NOT NULL,
	`media_type` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`path` text NOT NULL,
	`source` text NOT NULL,
	`source_url` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `artworks_sha256` ON `artworks` (`sha256`);--> statement-breakpoint
CREATE TABLE `media` (
	`id` integer PRIMARY KEY NOT NULL,
	`release_id` integer NOT NULL,
	`position` integer NOT NULL,
	`title` text,
	`format` text,
	`track_count` integer NOT NULL,
	FOREIGN KEY (`release_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_position` ON `media` (`release_id`,`position`);--> statement-breakpoint
CREATE TABLE `release_tracks` (
	`id` integer PRIMARY KEY NOT NULL,
	`release_id` integer NOT NULL,
	`medium` integer NOT NULL,
	`position` integer NOT NULL,
	`track_id` integer NOT NULL,
	`number` text NOT NULL,
	`title` text NOT NULL,
	`artist_credit` text,
	`length_ms` integer,
	`mbid` text,
	`kind` text DEFAULT 'track' NOT NULL,
	FOREIGN KEY (`release_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`track_id`) REFERENCES `tracks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `release_tracks_position` ON `release_tracks` (`release_id`,`medium`,`position`);--> statement-breakpoint
CREATE INDEX `release_tracks_track` ON `release_tracks` (`track_id`);--> statement-breakpoint
CREATE TABLE `releases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`album_id` integer NOT NULL,
	`title` text NOT NULL,
	`artist_credit` text,
	`released_on` text,
	`country` text,
	`status` text,
	`format` text,
	`packaging` text,
	`barcode` text,
	`asin` text,
	`label` text,
	`catalog_number` text,
	`labels` text DEFAULT '[]' NOT NULL,
	`language` text,
	`script` text,
	`disambiguation` text,
	`track_count` integer,
	`has_front_cover` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `releases_album` ON `releases` (`album_id`);--> statement-breakpoint
CREATE INDEX `releases_barcode` ON `releases` (`barcode`);--> statement-breakpoint
CREATE TABLE `tracks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`artist_id` integer NOT NULL,
	`album_id` integer,
	`artist_credit` text,
	`length_ms` integer,
	`is_video` integer DEFAULT false NOT NULL,
	`isrcs` text DEFAULT '[]' NOT NULL,
	`disambiguation` text,
	`artwork_id` integer,
	`artwork_status` text DEFAULT 'unknown' NOT NULL,
	`lyrics_status` text DEFAULT 'not_fetched' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`artist_id`) REFERENCES `artists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`artwork_id`) REFERENCES `artworks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tracks_album` ON `tracks` (`album_id`);--> statement-breakpoint
CREATE INDEX `tracks_artist` ON `tracks` (`artist_id`);