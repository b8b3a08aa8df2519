-- SQLite before 3.44 knows no ORDER BY within an aggregate, and opens no file whose schema has one: ordered rows are read there instead.
-- Of several MBIDs the first row is the one in use; the others are former ones.
DROP VIEW album_overview_v1;
--> statement-breakpoint
CREATE VIEW album_overview_v1 AS
SELECT albums.id,
  (SELECT value FROM identifiers WHERE item_type = 'album' AND item_id = albums.id AND +kind = 'musicbrainz_release_group'
    ORDER BY identifiers.id LIMIT 1) AS mbid,
  albums.title,
  (SELECT group_concat(printed, '') FROM (SELECT credited_as || join_phrase AS printed FROM album_artists
    WHERE album_id = albums.id ORDER BY position)) AS artist,
  albums.release_year AS year, albums.first_release_date AS released, albums.primary_type AS type,
  (SELECT json_group_array(name) FROM (SELECT name FROM item_categories JOIN categories ON categories.id = category_id
    WHERE item_type = 'album' AND item_id = albums.id AND kind = 'genre' ORDER BY weight DESC, name)) AS genres,
  (SELECT count(*) FROM releases WHERE album_id = albums.id) AS releases,
  (SELECT count(*) FROM tracks WHERE album_id = albums.id) AS tracks
FROM albums;
--> statement-breakpoint
DROP VIEW track_overview_v1;
--> statement-breakpoint
CREATE VIEW track_overview_v1 AS
SELECT tracks.id,
  (SELECT value FROM identifiers WHERE item_type = 'track' AND item_id = tracks.id AND +kind = 'musicbrainz_recording'
    ORDER BY identifiers.id LIMIT 1) AS mbid,
  tracks.title, coalesce(tracks.artist_credit, artists.name) AS artist, tracks.album_id, albums.title AS album,
  albums.release_year AS year, tracks.length_ms, tracks.isrcs, tracks.lyrics_status AS lyrics,
  (SELECT count(*) FROM files WHERE track_id = tracks.id) AS files
FROM tracks JOIN artists ON artists.id = tracks.artist_id LEFT JOIN albums ON albums.id = tracks.album_id;
