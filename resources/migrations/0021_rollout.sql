CREATE TABLE `rollout_step` (
	`id` text PRIMARY KEY NOT NULL,
	`phase` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`verified` integer NOT NULL,
	`version` integer,
	`sites` text NOT NULL,
	`settings` text NOT NULL,
	`gate` text,
	`reason` text,
	`undone_at` integer,
	`undone_by` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `rollout_step_at` ON `rollout_step` (`at`);