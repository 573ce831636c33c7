CREATE TABLE `model_aside` (
	`site_id` integer PRIMARY KEY NOT NULL,
	`quarter` integer NOT NULL,
	`models` blob NOT NULL
) STRICT;
