CREATE TABLE `action` (
	`name` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`on` integer NOT NULL,
	`hourly_cap` integer NOT NULL,
	`version` integer NOT NULL,
	`means` text NOT NULL,
	`sealed` text,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`removed_at` integer
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`action` text NOT NULL,
	`finding_id` text NOT NULL,
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
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `delivery_wakes` ON `delivery` (`wakes_at`);--> statement-breakpoint
CREATE INDEX `delivery_state` ON `delivery` (`state`,`requested_at`);--> statement-breakpoint
CREATE INDEX `delivery_finding` ON `delivery` (`finding_id`);--> statement-breakpoint
CREATE INDEX `delivery_requested` ON `delivery` (`requested_at`);--> statement-breakpoint
CREATE INDEX `delivery_action` ON `delivery` (`action`,`state`);--> statement-breakpoint
CREATE INDEX `delivery_site` ON `delivery` (`site`,`action`,`requested_at`);