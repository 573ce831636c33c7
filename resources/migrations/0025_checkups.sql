CREATE TABLE `checkup` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`site` text,
	`due_at` integer NOT NULL,
	`begun_at` integer,
	`begun_by` text,
	`items` text,
	`signed_at` integer,
	`signed_by` text,
	`report_id` text,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `checkup_open` ON `checkup` (`signed_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `checkup_tick` (
	`checkup_id` text NOT NULL,
	`item` text NOT NULL,
	`outcome` text NOT NULL,
	`note` text,
	`ticked_by` text NOT NULL,
	`ticked_at` integer NOT NULL,
	PRIMARY KEY(`checkup_id`, `item`),
	FOREIGN KEY (`checkup_id`) REFERENCES `checkup`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
