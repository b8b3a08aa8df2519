CREATE TABLE `search_marks` (
	`kind` text PRIMARY KEY NOT NULL,
	`up_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_stale` (
	`kind` text NOT NULL,
	`id` integer NOT NULL,
	PRIMARY KEY(`kind`, `id`)
);--> statement-breakpoint
CREATE TRIGGER search_albums_insert AFTER INSERT ON albums WHEN new.id <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', new.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_albums_delete AFTER DELETE ON albums WHEN old.id <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', old.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_albums_update AFTER UPDATE OF title, id ON albums
  WHEN (old.title IS NOT new.title OR old.id IS NOT new.id) AND min(old.id, new.id) <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', old.id);
  INSERT OR IGNORE INTO search_stale VALUES ('album', new.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_album_artists_insert AFTER INSERT ON album_artists WHEN new.album_id <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', new.album_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_album_artists_delete AFTER DELETE ON album_artists WHEN old.album_id <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', old.album_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_album_artists_update AFTER UPDATE OF credited_as, album_id ON album_artists
  WHEN (old.credited_as IS NOT new.credited_as OR old.album_id IS NOT new.album_id) AND min(old.album_id, new.album_id) <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', old.album_id);
  INSERT OR IGNORE INTO search_stale VALUES ('album', new.album_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artists_insert AFTER INSERT ON artists WHEN new.id <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', new.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artists_delete AFTER DELETE ON artists WHEN old.id <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', old.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artists_update AFTER UPDATE OF name, sort_name, id ON artists
  WHEN (old.name IS NOT new.name OR old.sort_name IS NOT new.sort_name OR old.id IS NOT new.id) AND min(old.id, new.id) <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', old.id);
  INSERT OR IGNORE INTO search_stale VALUES ('artist', new.id);
  INSERT OR IGNORE INTO search_stale SELECT 'track', id FROM tracks WHERE artist_id = new.id AND artist_credit IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER search_artist_aliases_insert AFTER INSERT ON artist_aliases WHEN new.artist_id <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', new.artist_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artist_aliases_delete AFTER DELETE ON artist_aliases WHEN old.artist_id <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', old.artist_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artist_aliases_update AFTER UPDATE OF name, artist_id ON artist_aliases
  WHEN (old.name IS NOT new.name OR old.artist_id IS NOT new.artist_id) AND min(old.artist_id, new.artist_id) <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', old.artist_id);
  INSERT OR IGNORE INTO search_stale VALUES ('artist', new.artist_id);
END;
--> statement-breakpoint
CREATE TRIGGER search_tracks_insert AFTER INSERT ON tracks WHEN new.id <= (SELECT up_to FROM search_marks WHERE kind = 'track')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('track', new.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_tracks_delete AFTER DELETE ON tracks WHEN old.id <= (SELECT up_to FROM search_marks WHERE kind = 'track')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('track', old.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_tracks_update AFTER UPDATE OF title, artist_credit, artist_id, id ON tracks
  WHEN (old.title IS NOT new.title OR old.artist_credit IS NOT new.artist_credit OR old.artist_id IS NOT new.artist_id OR old.id IS NOT new.id) AND min(old.id, new.id) <= (SELECT up_to FROM search_marks WHERE kind = 'track')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('track', old.id);
  INSERT OR IGNORE INTO search_stale VALUES ('track', new.id);
END;
