-- The index keeps credits that run into one another by themselves as well now: the next search makes it anew.
DELETE FROM search_marks;
--> statement-breakpoint
DELETE FROM search_stale;
