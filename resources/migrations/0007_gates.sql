CREATE TABLE `drop_file` (
	`name` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`mtime` integer NOT NULL,
	`position` integer NOT NULL,
	`sha256` text NOT NULL,
	`lines` integer NOT NULL,
	`accepted` integer NOT NULL,
	`duplicates` integer NOT NULL,
	`quarantined` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `drop_file_at` ON `drop_file` (`at`);--> statement-breakpoint
CREATE TABLE `intake_key` (
	`name` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	`revoked_by` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `intake_key_sha256_unique` ON `intake_key` (`sha256`);