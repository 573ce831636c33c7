CREATE TABLE `left_out_day` (
	`site_id` integer NOT NULL,
	`date` text NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `date`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lesson` (
	`finding_id` text PRIMARY KEY NOT NULL,
	`site_id` integer NOT NULL,
	`quarter` integer NOT NULL,
	`verdict` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `model` (
	`site_id` integer NOT NULL,
	`quarter` integer NOT NULL,
	`stream` integer NOT NULL,
	`kind` text NOT NULL,
	`state` blob NOT NULL,
	PRIMARY KEY(`site_id`, `quarter`, `stream`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `model_checkpoint` (
	`site_id` integer NOT NULL,
	`quarter` integer NOT NULL,
	PRIMARY KEY(`site_id`, `quarter`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `scored` (
	`quarter` integer NOT NULL,
	`site_id` integer NOT NULL,
	`samples` blob NOT NULL,
	PRIMARY KEY(`quarter`, `site_id`)
) STRICT, WITHOUT ROWID;
