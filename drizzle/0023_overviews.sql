CREATE VIEW album_overview_v1 AS
SELECT albums.id,
  (SELECT min(value) FROM identifiers WHERE item_type = 'album' AND item_id = albums.id AND +kind = 'musicbrainz_release_group') AS mbid,
  albums.title,
  (SELECT group_concat(credited_as || join_phrase, '' ORDER BY position) FROM album_artists WHERE album_id = albums.id) AS artist,
  albums.release_year AS year, albums.first_release_date AS released, albums.primary_type AS type,
  (SELECT json_group_array(name ORDER BY weight DESC, name) FROM item_categories JOIN categories ON categories.id = category_id
    WHERE item_type = 'album' AND item_id = albums.id AND kind = 'genre') AS genres,
  (SELECT count(*) FROM releases WHERE album_id = albums.id) AS releases,
  (SELECT count(*) FROM tracks WHERE album_id = albums.id) AS tracks
FROM albums;
--> statement-breakpoint
CREATE VIEW track_overview_v1 AS
SELECT tracks.id,
  (SELECT min(value) FROM identifiers WHERE item_type = 'track' AND item_id = tracks.id AND +kind = 'musicbrainz_recording') AS mbid,
  tracks.title, coalesce(tracks.artist_credit, artists.name) AS artist, tracks.album_id, albums.title AS album,
  albums.release_year AS year, tracks.length_ms, tracks.isrcs, tracks.lyrics_status AS lyrics,
  (SELECT count(*) FROM files WHERE track_id = tracks.id) AS files
FROM tracks JOIN artists ON artists.id = tracks.artist_id LEFT JOIN albums ON albums.id = tracks.album_id;
