-- The text of an album's credit follows from its order and its joins as well.
DROP TRIGGER IF EXISTS search_album_artists_update;
--> statement-breakpoint
CREATE TRIGGER search_album_artists_update AFTER UPDATE OF credited_as, join_phrase, position, album_id ON album_artists
  WHEN (old.credited_as IS NOT new.credited_as OR old.join_phrase IS NOT new.join_phrase OR old.position IS NOT new.position OR old.album_id IS NOT new.album_id)
    AND min(old.album_id, new.album_id) <= (SELECT up_to FROM search_marks WHERE kind = 'album')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('album', old.album_id);
  INSERT OR IGNORE INTO search_stale VALUES ('album', new.album_id);
END;
--> statement-breakpoint
-- A track without a credit of its own goes by its artist's name, however new that artist is to the index, and however it comes to another.
DROP TRIGGER IF EXISTS search_artists_update;
--> statement-breakpoint
CREATE TRIGGER search_artists_update AFTER UPDATE OF name, sort_name, id ON artists
  WHEN (old.name IS NOT new.name OR old.sort_name IS NOT new.sort_name OR old.id IS NOT new.id) AND min(old.id, new.id) <= (SELECT up_to FROM search_marks WHERE kind = 'artist')
BEGIN
  INSERT OR IGNORE INTO search_stale VALUES ('artist', old.id);
  INSERT OR IGNORE INTO search_stale VALUES ('artist', new.id);
END;
--> statement-breakpoint
CREATE TRIGGER search_artists_tracks_update AFTER UPDATE OF name, id ON artists
  WHEN old.name IS NOT new.name OR old.id IS NOT new.id
BEGIN
  INSERT OR IGNORE INTO search_stale SELECT 'track', id FROM tracks
    WHERE artist_id IN (old.id, new.id) AND artist_credit IS NULL AND id <= (SELECT up_to FROM search_marks WHERE kind = 'track');
END;
--> statement-breakpoint
CREATE TRIGGER search_artists_tracks_insert AFTER INSERT ON artists
BEGIN
  INSERT OR IGNORE INTO search_stale SELECT 'track', id FROM tracks
    WHERE artist_id = new.id AND artist_credit IS NULL AND id <= (SELECT up_to FROM search_marks WHERE kind = 'track');
END;
--> statement-breakpoint
-- The index keeps whole titles as well now: the next search makes it anew.
DELETE FROM search_marks;
--> statement-breakpoint
DELETE FROM search_stale;
