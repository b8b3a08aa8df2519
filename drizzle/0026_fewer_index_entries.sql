DROP INDEX `provider_runs_query`;--> statement-breakpoint
CREATE INDEX `provider_runs_query` ON `provider_runs` (`query`) WHERE query <> '';--> statement-breakpoint
DROP INDEX `albums_artwork`;--> statement-breakpoint
CREATE INDEX `albums_artwork` ON `albums` (`artwork_id`) WHERE artwork_id IS NOT NULL;--> statement-breakpoint
DROP INDEX `tracks_artwork`;--> statement-breakpoint
CREATE INDEX `tracks_artwork` ON `tracks` (`artwork_id`) WHERE artwork_id IS NOT NULL;