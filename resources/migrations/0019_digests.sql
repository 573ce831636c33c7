CREATE TABLE `digested` (
	`delivery_id` text NOT NULL,
	`finding_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`delivery_id`, `finding_id`, `at`),
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `digested_finding` ON `digested` (`finding_id`);--> statement-breakpoint
ALTER TABLE `delivery` ADD `recipient` text;--> statement-breakpoint
CREATE INDEX `delivery_recipient` ON `delivery` (`recipient`,`requested_at`);