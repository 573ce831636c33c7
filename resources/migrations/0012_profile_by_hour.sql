CREATE TABLE `__new_profile` (
	`hour_of_week` integer NOT NULL,
	`site_id` integer NOT NULL,
	`stream` integer NOT NULL,
	`n` integer NOT NULL,
	`mean` real NOT NULL,
	`m2` real NOT NULL,
	`min` real NOT NULL,
	`max` real NOT NULL,
	`recent` blob NOT NULL,
	PRIMARY KEY(`hour_of_week`, `site_id`, `stream`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_profile`("hour_of_week", "site_id", "stream", "n", "mean", "m2", "min", "max", "recent") SELECT "hour_of_week", "site_id", "stream", "n", "mean", "m2", "min", "max", "recent" FROM `profile` ORDER BY "hour_of_week", "site_id", "stream";--> statement-breakpoint
DROP TABLE `profile`;--> statement-breakpoint
ALTER TABLE `__new_profile` RENAME TO `profile`;
