CREATE TABLE `merging` (
	`position` integer PRIMARY KEY NOT NULL,
	`before` integer NOT NULL,
	`site_id` integer NOT NULL
) STRICT;
--> statement-breakpoint
DROP INDEX `event_hot_identity`;