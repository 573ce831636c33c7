CREATE TABLE `memory_state` (
	`slice` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`configuration` integer NOT NULL,
	`position` integer NOT NULL,
	`numbers` blob NOT NULL,
	`texts` text NOT NULL
) STRICT;
