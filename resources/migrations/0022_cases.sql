CREATE TABLE `case_folder` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`changed_at` integer NOT NULL,
	`document` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_changed` ON `case_folder` (`changed_at`);