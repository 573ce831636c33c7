CREATE TABLE `review` (
	`finding_id` text PRIMARY KEY NOT NULL,
	`week` text NOT NULL,
	`reviewed_at` integer NOT NULL,
	`reviewed_by` text NOT NULL,
	`verified` integer NOT NULL,
	`was` text NOT NULL,
	`became` text NOT NULL,
	`detected_at` integer NOT NULL,
	`tenant` text,
	`client` text,
	`site` text,
	`finding_type` text NOT NULL,
	`scope` text NOT NULL,
	`scope_key` text NOT NULL,
	`resolved_by` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `review_detected` ON `review` (`detected_at`);