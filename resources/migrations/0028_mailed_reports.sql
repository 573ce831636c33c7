CREATE TABLE `attachment` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `attachment_no_update` BEFORE UPDATE ON `attachment` BEGIN SELECT raise(ABORT, 'a file that was approved is never changed'); END;
--> statement-breakpoint
CREATE TABLE `__new_delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`action` text NOT NULL,
	`finding_id` text,
	`report_id` text,
	`site` text,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`content` text NOT NULL,
	`hash` text NOT NULL,
	`authors` text NOT NULL,
	`requested_at` integer NOT NULL,
	`reason` text NOT NULL,
	`expires_at` integer NOT NULL,
	`approval` text,
	`automatic` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`wakes_at` integer,
	`last` text,
	`maybe` integer NOT NULL,
	`told` text,
	`contact` text,
	`moved_at` integer NOT NULL,
	`moved_by` text NOT NULL,
	`note` text,
	`recipient` text,
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "delivery_about" CHECK((finding_id IS NULL) <> (report_id IS NULL))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_delivery`("id", "action", "finding_id", "report_id", "site", "kind", "state", "content", "hash", "authors", "requested_at", "reason", "expires_at", "approval", "automatic", "attempts", "next_at", "wakes_at", "last", "maybe", "told", "contact", "moved_at", "moved_by", "note", "recipient") SELECT "id", "action", "finding_id", NULL, "site", "kind", "state", "content", "hash", "authors", "requested_at", "reason", "expires_at", "approval", "automatic", "attempts", "next_at", "wakes_at", "last", "maybe", "told", "contact", "moved_at", "moved_by", "note", "recipient" FROM `delivery`;--> statement-breakpoint
DROP TABLE `delivery`;--> statement-breakpoint
ALTER TABLE `__new_delivery` RENAME TO `delivery`;--> statement-breakpoint
CREATE INDEX `delivery_wakes` ON `delivery` (`wakes_at`);--> statement-breakpoint
CREATE INDEX `delivery_state` ON `delivery` (`state`,`requested_at`);--> statement-breakpoint
CREATE INDEX `delivery_finding` ON `delivery` (`finding_id`);--> statement-breakpoint
CREATE INDEX `delivery_report` ON `delivery` (`report_id`);--> statement-breakpoint
CREATE INDEX `delivery_requested` ON `delivery` (`requested_at`);--> statement-breakpoint
CREATE INDEX `delivery_action` ON `delivery` (`action`,`state`);--> statement-breakpoint
CREATE INDEX `delivery_site` ON `delivery` (`site`,`action`,`requested_at`);--> statement-breakpoint
CREATE INDEX `delivery_recipient` ON `delivery` (`recipient`,`requested_at`);