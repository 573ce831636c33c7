CREATE TABLE `report` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`made_at` integer NOT NULL,
	`made_by` text NOT NULL,
	`scope` text NOT NULL,
	`title` text NOT NULL,
	`subject` text NOT NULL,
	`span` text NOT NULL,
	`sha256` text NOT NULL,
	`document` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_made` ON `report` (`made_at`);--> statement-breakpoint
CREATE TABLE `report_signature` (
	`report_id` text NOT NULL,
	`role` text NOT NULL,
	`signed_by` text NOT NULL,
	`verified` integer NOT NULL,
	`signed_at` integer NOT NULL,
	`note` text,
	PRIMARY KEY(`report_id`, `role`),
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
