CREATE TABLE `absence` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` integer NOT NULL,
	`person` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`relief` text,
	`reason` text NOT NULL,
	`noted_at` integer NOT NULL,
	`noted_by` text NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_by` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `absence_end` ON `absence` (`end`);--> statement-breakpoint
CREATE INDEX `absence_site` ON `absence` (`site_id`,`end`);--> statement-breakpoint
CREATE TABLE `check_in_extension` (
	`site_id` integer NOT NULL,
	`person` text NOT NULL,
	`noted_at` integer NOT NULL,
	`until` integer NOT NULL,
	`reason` text NOT NULL,
	`noted_by` text NOT NULL,
	PRIMARY KEY(`site_id`, `person`, `noted_at`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `check_in_extension_until` ON `check_in_extension` (`until`);--> statement-breakpoint
CREATE TABLE `dispatch` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`site` text,
	`who` text NOT NULL,
	`note` text,
	`sent_at` integer NOT NULL,
	`sent_by` text NOT NULL,
	`arrived_at` integer,
	`arrived_by` text,
	`called_off_at` integer,
	`called_off_by` text,
	`called_off_reason` text,
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `dispatch_finding` ON `dispatch` (`finding_id`);--> statement-breakpoint
CREATE INDEX `dispatch_site` ON `dispatch` (`site`,`sent_at`);--> statement-breakpoint
CREATE TABLE `finding_step` (
	`finding_id` text NOT NULL,
	`step` integer NOT NULL,
	`runbook_type` text NOT NULL,
	`runbook_version` integer NOT NULL,
	`done_at` integer NOT NULL,
	`done_by` text NOT NULL,
	`verified` integer NOT NULL,
	`note` text,
	PRIMARY KEY(`finding_id`, `step`),
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`name` text PRIMARY KEY NOT NULL,
	`view` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `site_plan` (
	`site_id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`image` blob NOT NULL,
	`nw_lat` real NOT NULL,
	`nw_lon` real NOT NULL,
	`se_lat` real NOT NULL,
	`se_lon` real NOT NULL,
	`set_at` integer NOT NULL,
	`set_by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `tour_by_hand` (
	`site_id` integer NOT NULL,
	`tour` text NOT NULL,
	`run` text NOT NULL,
	`start` integer NOT NULL,
	`person` text,
	`completed_at` integer NOT NULL,
	`reason` text NOT NULL,
	`finding_id` text,
	`noted_at` integer NOT NULL,
	`noted_by` text NOT NULL,
	PRIMARY KEY(`site_id`, `run`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `finding` ADD `assigned_to` text;--> statement-breakpoint
ALTER TABLE `finding` ADD `assigned_at` integer;